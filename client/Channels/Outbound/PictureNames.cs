using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Gateway.Channels.Outbound;

/// <summary>What a picture that is sent is called.</summary>
internal static class PictureNames
{
    /// <summary>A name by what it is; a model's own might be anything.</summary>
    public static string Of(TurnAttachment picture) => "picture." + (picture.MimeType switch
    {
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "png",
    });
}
