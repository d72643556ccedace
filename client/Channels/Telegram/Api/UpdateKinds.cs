namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>The update kinds asked for. Telegram leaves out reactions unless they are named, so the list is explicit.</summary>
internal static class UpdateKinds
{
    public static readonly IReadOnlyList<string> Wanted =
    [
        "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "message_reaction", "my_chat_member",
    ];
}
