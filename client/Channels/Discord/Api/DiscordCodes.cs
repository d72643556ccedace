namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Error codes of the REST API that are acted on.</summary>
internal static class DiscordCodes
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int InvalidForm = 50035;
    public const int CannotReplyWithoutHistory = 160002;
}
