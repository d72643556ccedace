using System.Runtime.InteropServices;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>A reply as people see it: thoughts, silent words and tags taken off, the configured prefix put before it.</summary>
/// <param name="Text">For clients of the gateway; null when there is nothing to show.</param>
/// <param name="Delivered">For the channel: with the prefix.</param>
/// <param name="ReplyToMessageId">The message that the model chose to answer; null for the channel's own choice.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReplyShape(string? Text, string? Delivered, string? ReplyToMessageId)
{
    /// <param name="reply">What the assistant wrote.</param>
    /// <param name="target">Where it goes; null for clients of the gateway only.</param>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="agentId">Who wrote it.</param>
    /// <param name="thinking">How long it thought.</param>
    public static ReplyShape Of(Reply reply, ReplyTarget? target, ConfigDocument document, string agentId, string? thinking)
    {
        string? said = reply.Text is null ? null : ReasoningTags.Strip(reply.Text);
        if (string.IsNullOrWhiteSpace(said) || SilentReply.IsSilent(said))
        {
            return default;
        }

        HeartbeatReply heartbeat = HeartbeatReply.Strip(said, isHeartbeat: false);
        if (heartbeat.ShouldSkip)
        {
            return default;
        }

        string text = heartbeat.DidStrip ? heartbeat.Text : said;
        string? answered = null;
        if (text.Contains("[[", StringComparison.Ordinal))
        {
            ReplyTag tag = ReplyTag.Extract(text, target?.ReplyToMessageId);
            text = tag.HasTag ? tag.Cleaned : text;
            answered = tag.ReplyToId;
        }

        return text.Length == 0
            ? default
            : new ReplyShape(text, target is null ? null : Prefix(reply, document, agentId, thinking) + text, answered);
    }

    /// <summary>That all is well, where a chat is told so: clients are not.</summary>
    public static ReplyShape AllIsWell(Reply reply, ConfigDocument document, string agentId, string? thinking) =>
        new(null, Prefix(reply, document, agentId, thinking) + HeartbeatReply.Token, null);

    private static string Prefix(Reply reply, ConfigDocument document, string agentId, string? thinking)
    {
        AgentIdentityConfig? identity = document.Agents.IdentityOf(agentId);
        if (AgentPresentation.Of(document.Messages, identity).ResponsePrefix is not { Length: > 0 } template || reply.Model is null)
        {
            return "";
        }

        string? filled = new ResponsePrefix(
            ResponsePrefix.ShortModelName(reply.Model), $"{reply.Provider}/{reply.Model}", reply.Provider, thinking,
            identity?.Name ?? document.Agents.Find(agentId)?.Name).Fill(template);
        return string.IsNullOrEmpty(filled) ? "" : filled + " ";
    }
}
