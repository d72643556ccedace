using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>An account's grain, called in the gateway's own name for one tenant.</summary>
internal sealed class AccountClient(IChannelAccountGrain grain, string tenant, string gatewayId)
{
    private readonly CallerClaim claim = CallerClaim.ForGateway(tenant, gatewayId);

    public Task<ConnectionLease> Acquire() => Call(() => grain.AcquireLease(gatewayId));

    public Task<ConnectionLease> Renew(long fence) => Call(() => grain.AcquireLease(gatewayId, fence));

    public Task Release(long fence) => Call(() => grain.ReleaseLease(gatewayId, fence));

    public Task<ReceiveResult> Receive(InboundMessage message, long fence = 0) => Call(() => grain.Receive(message, fence));

    public Task<PictureAllowance?> PicturesOf(InboundMessage message) => Call(() => grain.PicturesOf(message));

    public Task<OutboxClaim> Claim(long fence, int limit, IReadOnlyList<string> inFlight) =>
        Call(() => grain.ClaimOutbox(fence, limit, inFlight));

    public Task Report(long fence, OutboundReport report) => Call(() => grain.ReportOutbox(fence, new[] { report }));

    public Task Report(long fence, ConnectionReport report) => Call(() => grain.ReportConnection(fence, report));

    // An async method has its own flow of context: the claim is gone again when the call returns.
    private async Task<T> Call<T>(Func<Task<T>> call)
    {
        CallerContext.Use(claim);
        return await call();
    }

    private async Task Call(Func<Task> call)
    {
        CallerContext.Use(claim);
        await call();
    }
}
