using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

/// <summary>Arrives at the gate "began key" when it is activated, at "ended key reason" when it is deactivated; fails to begin while
/// the gate "refuse key" has been arrived at.</summary>
[CollectionAgeLimit(Minutes = 5)]
public sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Gate.Named("refuse " + Key).Arrived > 0)
        {
            throw new InvalidOperationException("refused to begin");
        }

        Gate.Named("began " + Key).Arrive();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Gate.Named($"ended {Key} {reason.ReasonCode}").Arrive();
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAndWait(string gate)
    {
        DeactivateOnIdle();
        await Gate.Named(gate).PassAsync();
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Tick(TimeSpan period, bool keepAlive)
    {
        this.RegisterGrainTimer(
            static (key, _) =>
            {
                Gate.Named("tick " + key).Arrive();
                return Task.CompletedTask;
            },
            Key,
            new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }
}
