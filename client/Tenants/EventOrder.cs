using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Tenants;

/// <summary>Lets the event that a change causes reach the clients here before the change is answered, as the original does.</summary>
internal static class EventOrder
{
    // Events are on their way when the grain answers; this long one may take before the answer goes without it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="views">The views.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="isIt">Recognises the event.</param>
    /// <param name="act">The change.</param>
    /// <param name="causes">Whether its result says that there is an event.</param>
    public static async Task<TResult> AfterEvent<TEvent, TResult>(
        this ITenantViews views, string tenant, Func<TEvent, bool> isIt, Func<Task<TResult>> act, Func<TResult, bool> causes)
        where TEvent : TenantEvent
    {
        using IEventWait<TEvent> told = views.Expect(tenant, isIt);
        TResult result = await act();
        if (causes(result))
        {
            await told.Within(Patience, CancellationToken.None);
        }

        return result;
    }
}
