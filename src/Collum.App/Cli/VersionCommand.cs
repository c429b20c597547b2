namespace Collum.App.Cli;

static class VersionCommand
{
    public static Verb Version() => new("version", "Say which program and which knowledge this is.", "collum version --json", call =>
        Task.FromResult(call.Answer(
            new { program = Program.Version, knowledge_version = call.Medicine.Version, runtime = System.Environment.Version.ToString() },
            to =>
            {
                to.WriteLine($"Collum    {Program.Version}");
                to.WriteLine($"Knowledge {call.Medicine.Version}");
                to.WriteLine($".NET      {System.Environment.Version}");
            })));
}
