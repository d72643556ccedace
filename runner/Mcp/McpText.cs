using ModelContextProtocol.Protocol;
using Moltbot.Policy.Exec.Text;
using Moltbot.Policy.Hooks;
using Moltbot.Policy.Values;

namespace Moltbot.Runner.Mcp;

/// <summary>What a server says as models are told it: a stranger's text, between the marks for that.</summary>
internal static class McpText
{
    // What stands around a text: the warning, the marks and whose it is.
    private const int AroundText = 2000;

    /// <summary>What a tool answered.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="result">The answer.</param>
    /// <param name="max">Most characters, with what stands around them.</param>
    public static (string Text, bool IsCut) Of(string server, CallToolResult result, int max)
    {
        var parts = (result.Content ?? []).Select(static block => block switch
        {
            TextContentBlock text => text.Text,
            EmbeddedResourceBlock { Resource: TextResourceContents text } => text.Text,
            ImageContentBlock => "[an image, left out]",
            AudioContentBlock => "[a sound, left out]",
            EmbeddedResourceBlock => "[a file that is no text, left out]",
            ResourceLinkBlock => "[a link to a resource, left out]",
            _ => "[what is no text, left out]",
        }).ToList();
        if (parts.Count == 0 && result.StructuredContent is { } structured)
        {
            parts.Add(structured.GetRawText());
        }

        return Wrapped(server, parts.Count == 0 ? "(nothing)" : string.Join("\n\n", parts), max);
    }

    /// <summary>A text of a server's.</summary>
    public static (string Text, bool IsCut) Wrapped(string server, string said, int max)
    {
        // Looked through only as far as it can be told.
        var isLong = said.Length > max;
        var text = HostileText.WithoutHidden((isLong ? said[..max] : said).Replace('\t', ' '));
        var most = Math.Max(1, max - AroundText);
        var isCut = isLong || text.Length > most;
        var kept = TextPrefix.Of(text, most);
        return (ExternalContent.Wrap(kept, ExternalSource.Mcp, $"the server of tools {server}") + (isCut ? $"\n[cut: the answer goes on behind these {kept.Length} characters]" : ""), isCut);
    }
}
