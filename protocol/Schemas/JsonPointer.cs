namespace Moltbot.Protocol.Schemas;

/// <summary>JSON pointers (RFC 6901), by which reasons name a place.</summary>
internal static class JsonPointer
{
    internal static string Append(string path, string key) =>
        $"{path}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
