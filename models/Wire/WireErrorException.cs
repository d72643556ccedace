namespace Moltbot.Models.Wire;

/// <summary>A failure that the provider reported inside a stream, as it came: not yet cleaned of secrets.</summary>
internal sealed class WireErrorException(string? code, string? text) : Exception("The provider reported a failure inside the stream.")
{
    public string? Code { get; } = code;

    public string? Text { get; } = text;
}
