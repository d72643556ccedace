namespace Moltbot.Embedded.States;

/// <summary>A state to read before its grain is activated.</summary>
internal interface IReadableState
{
    Task ReadStateAsync(CancellationToken cancellationToken);
}
