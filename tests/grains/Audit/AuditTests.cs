using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Audit;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Storage.Audit;
using AuditVerification = Moltbot.GrainInterfaces.Audit.AuditVerification;

namespace Moltbot.Grains.Tests.Audit;

/// <summary>Invariant 5: no effect without an audit record, no record lost.</summary>
public sealed class AuditTests : IDisposable
{
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_append_is_confirmed_when_all_of_it_is_stored()
    {
        var second = new TaskCompletionSource();
        await using GrainHost host = await GrainHost.Start(
            _folder.Path, more: services => services.Decorate<IAuditStore>(inner => new HeldAudit(inner, second.Task)));
        try
        {
            await host.AsGrain<IAuditGrain>(Tenant).Append(Entries(300));

            (await host.Services.GetRequiredService<IAuditStore>().TailAsync(TenantId.Default, 1000)).Count.ShouldBe(300);
        }
        finally
        {
            second.SetResult();
        }
    }

    [Fact]
    public async Task A_long_chain_is_verified_by_calls_that_stay_short()
    {
        const int Count = AuditGrain.VerifiedAtOnce + 1000;
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await host.AsGrain<IAuditGrain>(Tenant).Append(Entries(Count));
        IAuditGrain audit = host.AsOperator<IAuditGrain>(Tenant, Scope.Admin);

        AuditVerification first = await audit.Verify(null), second = await audit.Verify(first.Next);

        (first.Ok, first.Records, first.Next?.Sequence).ShouldBe((true, AuditGrain.VerifiedAtOnce, AuditGrain.VerifiedAtOnce));
        (second.Ok, second.Records, second.Next).ShouldBe((true, Count - AuditGrain.VerifiedAtOnce, null));
        second.HeadHash.ShouldBe((await audit.Tail(1))[0].Hash);
    }

    private static AuditEntry[] Entries(int count) =>
    [
        .. Enumerable.Range(0, count).Select(static number => new AuditEntry
        {
            Id = $"entry:{number}",
            Timestamp = 1,
            Actor = "test",
            Action = "test",
            Target = "nothing",
        }),
    ];

    /// <summary>Writes its first batch and holds the others back.</summary>
    private sealed class HeldAudit(IAuditStore inner, Task others) : IAuditStore
    {
        private int _batches;

        public async Task<AuditAppendResult> AppendAsync(
            string tenant, AuditHead expected, IReadOnlyList<NewAuditRecord> records, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _batches) > 1)
            {
                await others;
            }

            return await inner.AppendAsync(tenant, expected, records, cancellationToken);
        }

        public Task<AuditHead> HeadAsync(string tenant, CancellationToken cancellationToken = default) => inner.HeadAsync(tenant, cancellationToken);

        public Task<IReadOnlyList<Storage.Audit.AuditRecord>> TailAsync(string tenant, int count, long? before = null, CancellationToken cancellationToken = default) =>
            inner.TailAsync(tenant, count, before, cancellationToken);

        public Task<IReadOnlyList<Storage.Audit.AuditRecord>> ReadForwardAsync(string tenant, long after, int count, CancellationToken cancellationToken = default) =>
            inner.ReadForwardAsync(tenant, after, count, cancellationToken);

        public Task<Storage.Audit.AuditVerification> VerifyAsync(string tenant, AuditHead? known = null, CancellationToken cancellationToken = default) =>
            inner.VerifyAsync(tenant, known, cancellationToken);

        public Task<Storage.Audit.AuditVerification> VerifyAsync(string tenant, int count, AuditHead? after, CancellationToken cancellationToken = default) =>
            inner.VerifyAsync(tenant, count, after, cancellationToken);
    }
}
