using Moltbot.Grains.Tenants;
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
        TelegramAccountConfig? telegram = (await configurations.Get(account.Tenant)).Document.Channels.Telegram?.Account(account.Account);
        int limit = telegram?.TextChunkLimit ?? ChunkSettings.PlatformLimit(account.Channel);
        IReadOnlyList<string> pieces = telegram?.ChunkMode == "newline" ? MarkdownChunks.ByParagraph(text, limit) : MarkdownChunks.ByLength(text, limit);
        return pieces.Count > 0 ? pieces : [text];
    }

    /// <summary>Whether a piece is sent as an answer to the message, by the account's <c>replyToMode</c>; pieces count from 0.</summary>
    public async ValueTask<bool> Threads(ChannelAccount account, int number)
    {
        string? configured = (await configurations.Get(account.Tenant)).Document.Channels.Telegram?.Account(account.Account)?.ReplyToMode;
        return ReplyToModes.Resolve(account.Channel, configured) switch
        {
            ReplyToModes.All => true,
            ReplyToModes.First => number == 0,
            _ => false,
        };
    }
}
