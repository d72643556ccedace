using System.Text.Json;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Messages and edits.</summary>
internal static class MessageMapper
{
    private const int Plain = 0;
    private const int Reply = 19;

    /// <summary>The id of a message's update, by which it is known when it comes again.</summary>
    public static string UpdateIdOf(string messageId) => $"m:{messageId}";

    /// <summary>Maps a message; null when there is nothing in it for the bot.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isEdit">Whether it was changed.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="botId">The bot.</param>
    public static InboundMessage? Map(Message message, bool isEdit, Place place, string botId)
    {
        var edited = isEdit ? EventTime.Read(message.EditedTimestamp) : null;
        if (message.Author?.Id == botId || message.Type is not (Plain or Reply) || (isEdit && (edited is null || message.Content is null)))
        {
            // What the bot wrote itself, notices (joined, pinned, …), and updates that tell of something else than the text.
            return null;
        }

        var forwarded = message.MessageReference?.Type == MessageReference.Forward ? message.MessageSnapshots?.FirstOrDefault()?.Message : null;
        var text = WithoutLeadingMention(message.Content ?? "", botId);
        text = forwarded?.Content is { Length: > 0 } passedOn ? $"{text}\n[Forwarded message]\n{passedOn}".TrimStart('\n') : text;
        IReadOnlyList<Attachment> files = [.. message.Attachments ?? [], .. forwarded?.Attachments ?? []];
        var media = MediaKinds(message, files);
        if (string.IsNullOrEmpty(text) && media.Length == 0)
        {
            return null;
        }

        var mentionsOwnRole = place.Guild?.Roles?.Any(role => role.Tags?.BotId == botId && message.MentionRoles?.Contains(role.Id) == true) == true;
        return new InboundMessage
        {
            UpdateId = isEdit ? $"e:{message.Id}:{edited}" : UpdateIdOf(message.Id),
            Kind = isEdit ? InboundKind.Edit : InboundKind.Message,
            ChatId = message.ChannelId,
            ChatKind = ChatKind.Direct,
            Sender = People.Sender(message.Author, message.Member, message.WebhookId is not null),
            MessageId = message.Id,
            ReplyToMessageId = forwarded is null ? message.MessageReference?.MessageId : null,
            RepliesToBot = message.Type == Reply && message.ReferencedMessage?.Author?.Id == botId,
            MentionsBot = mentionsOwnRole || message.Mentions?.Any(user => user.Id == botId) == true,
            MentionsAnyone = message.MentionEveryone || message.Mentions is { Count: > 0 } || message.MentionRoles is { Count: > 0 },
            Text = ForeignText.Body(text),
            SentAt = edited ?? EventTime.Read(message.Timestamp) ?? EventTime.OfId(message.Id),
            MediaKinds = media,
            Offered = isEdit ? [] : [.. files.Select(Picture).OfType<OfferedPicture>()],
        }.At(place, botId);
    }

    /// <summary>So that "@bot /status" is the command it looks like.</summary>
    private static string WithoutLeadingMention(string text, string botId)
    {
        foreach (var mention in (ReadOnlySpan<string>)[$"<@{botId}>", $"<@!{botId}>"])
        {
            if (text.StartsWith(mention, StringComparison.Ordinal) && text[mention.Length..].TrimStart() is { Length: > 0 } rest)
            {
                return rest;
            }
        }

        return text;
    }

    /// <summary>What calls itself a picture; what it is is judged when it is there.</summary>
    private static OfferedPicture? Picture(Attachment file) =>
        file.ContentType?.Split(';')[0] is "image/png" or "image/jpeg" or "image/gif" or "image/webp" && file.Url is { Length: > 0 and <= AttachmentFiles.MaxAddress } address
            ? new OfferedPicture { Reference = address, Bytes = file.Size, Name = ForeignText.Label(file.Filename) }
            : null;

    private static string[] MediaKinds(Message message, IReadOnlyList<Attachment> files)
    {
        var kinds = files.Select(static attachment => attachment.ContentType?.Split('/')[0] switch
        {
            "image" => "image",
            "video" => "video",
            "audio" => "audio",
            _ => "document",
        });
        return
        [
            .. kinds.Concat(message.StickerItems is { ValueKind: JsonValueKind.Array } stickers && stickers.GetArrayLength() > 0 ? ["sticker"] : [])
                .Concat(message.Poll is { ValueKind: JsonValueKind.Object } ? ["poll"] : []).Distinct(),
        ];
    }
}
