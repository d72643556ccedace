namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Who the bot is, from getMe.</summary>
/// <param name="Id">Its user id.</param>
/// <param name="Username">Its name for mentions, without <c>@</c>.</param>
internal sealed record BotIdentity(long Id, string? Username)
{
    /// <summary>Whether a mention without its <c>@</c> means the bot; user names are not case-sensitive.</summary>
    public bool IsNamed(ReadOnlySpan<char> name) => Username is { Length: > 0 } && name.Equals(Username, StringComparison.OrdinalIgnoreCase);
}
