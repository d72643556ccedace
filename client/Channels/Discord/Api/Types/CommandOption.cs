using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A value given with a command.</summary>
internal sealed record CommandOption
{
    public required string Name { get; init; }

    public JsonElement? Value { get; init; }

    public IReadOnlyList<CommandOption>? Options { get; init; }
}
