using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class PatientGrain : Grain, IPatientGrain
{
    public async Task Wait(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var fired = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => fired.TrySetResult());
        Gate.Named("in " + key).Arrive();
        await fired.Task;
        Gate.Named("cancelled " + key).Arrive();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task<bool> Look(string word, CancellationToken cancellationToken) => Task.FromResult(!cancellationToken.IsCancellationRequested);

    public Task Hang(string gate) => Gate.Named(gate).PassAsync();
}
