namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<int> Double(int number) => Task.FromResult(number * 2);

    public async Task<(string? Own, string? Next)> Claims(string next)
    {
        await Task.Yield();
        return (RequestContext.Get("claim") as string, await GrainFactory.GetGrain<IFilteredGrain>(next).Claim());
    }

    public Task<string?> Claim() => Task.FromResult(RequestContext.Get("claim") as string);

    public Task Refused() => Task.CompletedTask;

    public Task SetClaim(string value)
    {
        RequestContext.Set("claim", value);
        return Task.CompletedTask;
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.MethodName == nameof(Refused) ? throw new InvalidOperationException("the grain refuses") : context.Invoke();
    }
}
