using Moltbot.Embedded.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Moltbot.Embedded.States;

/// <summary>A grain's stored state over a storage. Operations that a grain starts without waiting for the last one follow each other,
/// since two at once would be a conflict with itself.</summary>
internal sealed class PersistentState<T>(string name, Activation activation, IGrainStorage storage, Func<T> makeDefault)
    : IPersistentState<T>, IReadableState
{
    private readonly GrainState<T> _state = new(makeDefault());
    private Task _last = Task.CompletedTask;

    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Follow(
        nameof(ReadStateAsync), token => storage.ReadStateAsync(name, activation.GrainId, _state, token), cancellationToken);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Follow(
        nameof(WriteStateAsync), token => storage.WriteStateAsync(name, activation.GrainId, _state, token), cancellationToken);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Follow(
        nameof(ClearStateAsync), token => storage.ClearStateAsync(name, activation.GrainId, _state, token), cancellationToken);

    private Task Follow(string operation, Func<CancellationToken, Task> run, CancellationToken cancellationToken) =>
        _last = RunAsync(_last, operation, run, cancellationToken);

    private async Task RunAsync(Task before, string operation, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        if (!before.IsCompleted)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        try
        {
            await run(cancellationToken);
        }
        catch (Exception error) when (error is not OrleansException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new OrleansException(
                $"Error from storage provider {storage.GetType().Name}.{name} during {operation} for grain {activation.GrainId}: {error.Message}", error);
        }
    }
}
