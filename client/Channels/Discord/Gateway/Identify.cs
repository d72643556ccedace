namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Begins a session. Not a record: its text form must not show the token.</summary>
internal sealed class Identify
{
    public required string Token { get; init; }

    public required int Intents { get; init; }

    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}
