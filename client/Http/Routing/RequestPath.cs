using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Moltbot.Gateway.Http.Routing;

/// <summary>
/// A request's path in the one form that all decisions are made on, who may and who serves alike (A14). The server has decoded it
/// once and removed dot segments; what could still be read in two ways is no path at all.
/// </summary>
internal readonly record struct RequestPath
{
    private const int MaxLength = 2048;

    private RequestPath(string text) => Text = text;

    /// <summary>Begins with a slash; no empty or dot segments, no backslash, percent sign or control character.</summary>
    public string Text { get; }

    /// <summary>The last segment has a dot: it names a file, not a page.</summary>
    public bool HasExtension => Text.LastIndexOf('.') > Text.LastIndexOf('/');

    /// <summary>Reads a path as the server gives it.</summary>
    public static bool TryRead(PathString path, out RequestPath read)
    {
        string text = path.Value ?? "";
        bool isPath = text.Length is > 0 and <= MaxLength && text[0] == '/' && IsPlain(text) && HasPlainSegments(text);
        read = new RequestPath(isPath ? text : "/");
        return isPath;
    }

    /// <summary>What follows a prefix of whole segments; <c>/</c> when nothing does.</summary>
    public bool TryBelow(string prefix, [NotNullWhen(true)] out string? rest)
    {
        rest = null;
        if (!Text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        rest = Text[prefix.Length..];
        if (rest.Length == 0)
        {
            rest = "/";
        }

        return rest[0] == '/';
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is '%' or '\\' or ';' || char.IsControl(c) || char.IsSurrogate(c) || c == '\ufffd')
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasPlainSegments(string text)
    {
        string[] segments = text.Split('/');
        for (int i = 1; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            if (segments[i] is "." or ".." || (segments[i].Length == 0 && !isLast) || segments[i].EndsWith('.'))
            {
                return false;
            }
        }

        return true;
    }
}
