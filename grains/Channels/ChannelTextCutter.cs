using Moltbot.Grains.Tenants;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies;
using Moltbot.Policy.Replies.Chunking;
using Moltbot.Storage;

namespace Moltbot.Grains.Channels;

/// <summary>Cuts a reply into the pieces its platform takes, as the account's configuration says.</summary>
internal sealed class ChannelTextCutter(ITenantConfigurations configurations)
{
    /// <summary>The pieces, in order; never none.</summary>
    public async ValueTask<IReadOnlyList<string>> Cut(ChannelAccount account, string text)
    {
        ChannelsConfig channels = (await configurations.Get(account.Tenant)).Document.Channels;
        IReadOnlyList<string> pieces = account.Channel == ChannelIds.Discord
            ? CutTall(channels.Discord?.Account(account.Account), text)
            : CutLong(account.Channel, channels.Telegram?.Account(account.Account), text);
        return pieces.Count > 0 ? pieces : [text];
    }

    /// <summary>The pieces of a text without markup, in order; never none.</summary>
    public async ValueTask<IReadOnlyList<string>> CutLiteral(ChannelAccount account, string text)
    {
        int limit = ChunkSettings.LiteralLimitOf((await configurations.Get(account.Tenant)).Document, account.Channel, account.Account);
        return TextChunks.ByLength(text, limit) is { Count: > 0 } pieces ? pieces : [text];
    }

    /// <summary>Whether a piece is sent as an answer to the message, by the account's <c>replyToMode</c>; pieces count from 0.</summary>
    public async ValueTask<bool> Threads(ChannelAccount account, int number)
    {
        string? configured = (await configurations.Get(account.Tenant)).Document.Channels.Account(account.Channel, account.Account).String("replyToMode");
        return ReplyToModes.Resolve(account.Channel, configured) switch
        {
            ReplyToModes.All => true,
            ReplyToModes.First => number == 0,
            _ => false,
        };
    }

    private static IReadOnlyList<string> CutTall(DiscordAccountConfig? discord, string text)
    {
        int limit = discord?.TextChunkLimit ?? ChunkSettings.PlatformLimit(ChannelIds.Discord);
        int lines = discord?.MaxLinesPerMessage ?? DiscordAccountConfig.DefaultMaxLines;
        return discord?.ChunkMode == "newline" ? TallChunks.CutByParagraph(text, limit, lines) : TallChunks.Cut(text, limit, lines);
    }

    private static IReadOnlyList<string> CutLong(string channel, TelegramAccountConfig? telegram, string text)
    {
        int limit = telegram?.TextChunkLimit ?? ChunkSettings.PlatformLimit(channel);
        return telegram?.ChunkMode == "newline" ? MarkdownChunks.ByParagraph(text, limit) : MarkdownChunks.ByLength(text, limit);
    }
}
