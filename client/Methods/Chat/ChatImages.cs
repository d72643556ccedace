using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Attachments;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using SentAttachment = Moltbot.Protocol.Methods.Chat.ChatAttachment;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>
/// Takes the images out of attachments as clients send them. Nothing is decoded before its size is known to be allowed (B4);
/// what is no image is dropped without a word, as the original does.
/// </summary>
internal static class ChatImages
{
    /// <summary>The images, or what is wrong with an attachment.</summary>
    public static GatewayResult<IReadOnlyList<TurnAttachment>> Read(IReadOnlyList<RawJson>? attachments) =>
        Decode([.. (attachments ?? []).Select(SentAttachment.TryRead).OfType<SentAttachment>().Where(each => !string.IsNullOrEmpty(each.Content))]);

    internal static GatewayResult<IReadOnlyList<TurnAttachment>> Decode(
        IReadOnlyList<SentAttachment> attachments, int maxBytes = ChatAttachments.DefaultMaxBytes)
    {
        try
        {
            IReadOnlyList<ChatImage> images = ChatAttachments.Images(
                [.. attachments.Select(each => new ChatAttachment(each.Type, each.MimeType, each.FileName, each.Content))], maxBytes);
            return images.Select(image => new TurnAttachment
            {
                MimeType = image.MimeType,
                Content = Convert.FromBase64String(image.Data),
                FileName = image.FileName,
            }).ToArray();
        }
        catch (FormatException wrong)
        {
            return GatewayError.Invalid(wrong.Message);
        }
    }
}
