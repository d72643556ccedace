using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Outbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies;
using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>
/// Drafts in the topics of private chats (<c>streamMode</c>): <c>partial</c> shows every word, <c>block</c> whole blocks. They count
/// against the chat's pace like messages and give way to them.
/// </summary>
internal sealed class TelegramDrafts(TelegramAccount account, SendPacer pacer)
{
    private readonly BlockChunks? blocks = account.Config.StreamMode == "block" ? BlocksOf(account) : null;

    /// <summary>See <see cref="IChannelConnector.OffersDrafts"/>.</summary>
    public bool Offers(string chatId, string? threadId) =>
        account.Config.StreamMode != "off" && account.Identity is { HasTopics: true } && TelegramSender.TryParseId(chatId, out var chat) && chat > 0 && TelegramSender.TryParseId(threadId, out _);

    /// <summary>See <see cref="IChannelConnector.ShowDraft"/>.</summary>
    public async Task<bool> Show(ChannelDraft draft, CancellationToken cancellation)
    {
        var text = Shown(draft.Text);
        if (text.Length > TelegramAccountConfig.MaxTextChunk || !TelegramSender.TryParseId(draft.ChatId, out var chat) || !TelegramSender.TryParseId(draft.ThreadId, out var thread))
        {
            return false;
        }

        if (text.Length == 0 || !pacer.TryTake(chat))
        {
            return true;
        }

        var html = TelegramMarkup.ToHtml(text);
        var request = new SendMessageDraftRequest
        {
            ChatId = chat, MessageThreadId = thread, DraftId = IdOf(draft.RunId), Text = html ?? text, ParseMode = html is null ? null : "HTML",
        };
        var result = await account.Api.SendMessageDraft(request, cancellation);
        if (result is { Ok: false, Error.IsMarkupError: true } && html is not null)
        {
            result = await account.Api.SendMessageDraft(request with { Text = text, ParseMode = null }, cancellation);
        }

        if (result.Error is { Kind: ApiErrorKind.RateLimited } flooded)
        {
            pacer.Flooded(chat, flooded.RetryAfter ?? SendReports.LongestRetry);
        }

        return result.Ok || result.Error.Kind is ApiErrorKind.Unknown or ApiErrorKind.Unreachable;
    }

    private string Shown(string written)
    {
        var end = written.Length;
        if (blocks is not null)
        {
            end = 0;
            while (blocks.Next(written[end..]) is > 0 and var next)
            {
                end += next;
            }
        }

        var text = written[..end];
        return (text.Contains("[[", StringComparison.Ordinal) ? ReplyTag.Extract(text, null).Cleaned : text).Trim();
    }

    private static BlockChunks BlocksOf(TelegramAccount account)
    {
        var chunk = account.Config.Section.Section("draftChunk");
        var max = Math.Clamp(chunk.Int("maxChars") ?? 800, 1, Math.Max(1, account.Config.TextChunkLimit));
        return new BlockChunks(Math.Clamp(chunk.Int("minChars") ?? 200, 1, max), max, BlockChunks.BreakOf(chunk.String("breakPreference")));
    }

    /// <summary>The same for all texts of a run, and never 0.</summary>
    private static long IdOf(string runId) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(runId))) & int.MaxValue | 1;
}
