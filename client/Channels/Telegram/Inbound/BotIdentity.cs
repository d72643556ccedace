namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Who the bot is, from getMe.</summary>
/// <param name="Id">Its user id.</param>
/// <param name="Username">Its name for mentions, without <c>@</c>.</param>
/// <param name="HasTopics">Whether its private chats may have topics.</param>
internal sealed record BotIdentity(long Id, string? Username, bool HasTopics = false)
{
    /// <summary>Whether a mention without its <c>@</c> means the bot; user names are not case-sensitive.</summary>
    public bool IsNamed(ReadOnlySpan<char> name) => Username is { Length: > 0 } && name.Equals(Username, StringComparison.OrdinalIgnoreCase);
}
