using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Collum.App.Http;

/// <summary>Styles, script, font and pictures, held in the program. Each has its content's hash in its address, so a browser keeps it for good.</summary>
static partial class WebFiles
{
    sealed record Asset(string Path, string Type, byte[] Plain, byte[]? Brotli);

    static readonly Dictionary<string, Asset> ByName = new(StringComparer.Ordinal);

    static readonly Dictionary<string, Asset> ByPath = new(StringComparer.Ordinal);

    static WebFiles()
    {
        var program = typeof(WebFiles).Assembly;
        // Styles name other assets as "asset:…": those come first, so that their addresses are known.
        foreach (var name in program.GetManifestResourceNames().Where(n => n.StartsWith("wwwroot/", StringComparison.Ordinal)).OrderBy(n => n.EndsWith(".css", StringComparison.Ordinal)))
            Add(name["wwwroot/".Length..], Read(program, name));
    }

    /// <summary>The address of an asset, <c>css/site.css</c>.</summary>
    public static string Url(string name) => ByName[name].Path;

    /// <summary>Bytes of an asset as they are sent at best.</summary>
    public static int SentBytes(string name) => (ByName[name].Brotli ?? ByName[name].Plain).Length;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/assets/{**path}", ["GET", "HEAD"], (string path, HttpContext http) => ByPath.TryGetValue("/assets/" + path, out var asset)
            ? Send(asset, http)
            : Results.NotFound());

    static IResult Send(Asset asset, HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        var bytes = asset.Plain;
        if (asset.Brotli is { } small)
        {
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
            {
                http.Response.Headers.ContentEncoding = "br";
                bytes = small;
            }
        }

        return Results.Bytes(bytes, asset.Type);
    }

    static void Add(string name, byte[] content)
    {
        var type = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".woff2" => "font/woff2",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            _ => "application/octet-stream",
        };
        if (type.StartsWith("text/css", StringComparison.Ordinal))
            content = Encoding.UTF8.GetBytes(Named().Replace(Encoding.UTF8.GetString(content), m => ByName[m.Groups[1].Value].Path));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..10];
        var dot = name.LastIndexOf('.');
        var path = $"/assets/{name[..dot]}.{hash}{name[dot..]}";
        var asset = new Asset(path, type, content, type.StartsWith("text/", StringComparison.Ordinal) || type.StartsWith("image/svg", StringComparison.Ordinal) ? Compress(content) : null);
        ByName[name] = asset;
        ByPath[path] = asset;
    }

    static byte[] Compress(byte[] content)
    {
        using var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(content);
        return small.ToArray();
    }

    [GeneratedRegex("asset:([a-z0-9/.-]+)")]
    private static partial Regex Named();

    static byte[] Read(Assembly program, string name)
    {
        using var stream = program.GetManifestResourceStream(name)!;
        using var kept = new MemoryStream();
        stream.CopyTo(kept);
        return kept.ToArray();
    }
}
