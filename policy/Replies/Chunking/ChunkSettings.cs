using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Replies.Chunking;

/// <summary>How a channel's messages are cut.</summary>
/// <param name="Limit">The longest message, in UTF-16 units.</param>
/// <param name="ByParagraph">Whether each paragraph is a message of its own.</param>
public sealed record ChunkSettings(int Limit, bool ByParagraph)
{
    private const int DefaultLimit = 4_000;

    private const string CodeFence = "```";

    /// <summary>What a platform takes.</summary>
    public static int PlatformLimit(string? channel) => channel switch
    {
        ChannelIds.Discord or ChannelIds.Zalo or ChannelIds.ZaloUser => 2_000,
        ChannelIds.Line => 5_000,
        ChannelIds.Tlon => 10_000,
        ChannelIds.Twitch => 500,
        _ => DefaultLimit,
    };

    /// <summary>The longest message of an account, in UTF-16 units: what is configured, at most what its platform takes.</summary>
    public static int LimitOf(ConfigDocument document, string channel, string account) =>
        Math.Min(Read(document.Channels.Account(channel, account).Number("textChunkLimit")) ?? int.MaxValue, PlatformLimit(channel));

    /// <summary>The longest message of an account whose signs are all shown as they are, in UTF-16 units; at least 1.</summary>
    public static int LiteralLimitOf(ConfigDocument document, string channel, string account) =>
        Math.Max(1, Math.Min(LimitOf(document, channel, account), PlatformLimit(channel) - (HasCodeBlocks(channel) ? 2 * CodeFence.Length + 2 : 0)));

    /// <summary>Whether a text is one message of an account whose signs are all shown as they are.</summary>
    public static bool FitsLiterally(ConfigDocument document, string channel, string account, string text) =>
        text.Length <= LiteralLimitOf(document, channel, account)
        && !(HasCodeBlocks(channel) && text.Contains(CodeFence, StringComparison.Ordinal));

    /// <summary>The limit: the account's, else the channel's, else the fallback; numbers below one do not count.</summary>
    public static int ResolveLimit(double? accountLimit, double? channelLimit, double? fallback) =>
        Read(accountLimit ?? channelLimit) ?? Read(fallback) ?? DefaultLimit;

    /// <summary>Cuts a text.</summary>
    public IReadOnlyList<string> Cut(string text, bool isMarkdown) => (isMarkdown, ByParagraph) switch
    {
        (true, true) => MarkdownChunks.ByParagraph(text, Limit),
        (true, false) => MarkdownChunks.ByLength(text, Limit),
        (false, true) => TextChunks.ByParagraph(text, Limit),
        _ => TextChunks.ByLength(text, Limit),
    };

    /// <summary>Whether a text that is shown as it is goes into a block of code, which takes room and which the text could end.</summary>
    private static bool HasCodeBlocks(string channel) => channel == ChannelIds.Discord;

    private static int? Read(double? value) => value is >= 1 and <= int.MaxValue ? (int)value.Value : null;
}
