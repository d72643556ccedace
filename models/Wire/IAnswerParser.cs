using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>Turns the events of one stream into updates. Not reused.</summary>
internal interface IAnswerParser
{
    /// <summary>The API's own sign of the end was seen; nothing more is read.</summary>
    bool IsComplete { get; }

    /// <summary>The answer can stand even if the connection ends now.</summary>
    bool MayEnd { get; }

    /// <summary>Takes one event's data; null when it holds nothing to hand out.</summary>
    /// <exception cref="System.Text.Json.JsonException">Not what the API promises.</exception>
    /// <exception cref="WireErrorException">The provider reports a failure inside the stream.</exception>
    ChatResponseUpdate? Take(ReadOnlySpan<byte> data);

    /// <summary>What is still to be handed out when the connection ends without the API's sign.</summary>
    ChatResponseUpdate? Finish();
}
