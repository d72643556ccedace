using System.Collections.Concurrent;

namespace Moltbot.Engine.Tests.Suite.Support;

/// <summary>What the suite's incoming filter has seen and does, for the methods of IFilteredGrain.</summary>
public sealed class SuiteFilter : IIncomingGrainCallFilter
{
    public static ConcurrentQueue<string> Seen { get; } = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.InterfaceMethod?.DeclaringType != typeof(Grains.IFilteredGrain))
        {
            await context.Invoke();
            return;
        }

        Seen.Enqueue($"{context.TargetId.Key} {context.MethodName} {context.Request.GetArgumentCount()} {context.ImplementationMethod.DeclaringType!.Name}");
        if (RequestContext.Get("claim") is not string claim)
        {
            throw new UnauthorizedAccessException("no claim");
        }

        RequestContext.Set("claim", claim + "+grain");
        await context.Invoke();
        if (context.MethodName == nameof(Grains.IFilteredGrain.Double))
        {
            context.Result = (int)context.Result! + 1;
        }
    }
}
