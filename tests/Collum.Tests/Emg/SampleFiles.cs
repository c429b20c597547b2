namespace Collum.Tests.Emg;

/// <summary>Recordings from the field: small ones stand in tests/data/emg (licences in its README); the larger ones where the folder that COLLUM_EMG_SAMPLES names has them.</summary>
static class SampleFiles
{
    public static byte[]? Find(string name)
    {
        var own = Path.Combine(HouseTests.Root, "tests", "data", "emg", name);
        if (File.Exists(own))
            return File.ReadAllBytes(own);
        return Environment.GetEnvironmentVariable("COLLUM_EMG_SAMPLES") is { Length: > 0 } folder && Path.Combine(folder, name) is var other && File.Exists(other)
            ? File.ReadAllBytes(other)
            : null;
    }
}
