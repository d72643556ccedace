using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Inbox;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;

namespace Moltbot.Storage.Tests.Sealing;

public abstract class TenantKeysTests(StorageFixture fixture)
{
    private readonly IPayloadSealer sealer = fixture.Get<IPayloadSealer>();
    private readonly string tenant = StorageFixture.NewTenant();

    [Fact]
    public async Task What_one_process_seals_another_opens()
    {
        var envelope = await sealer.SealAsync(tenant, "table", "row", Bytes.Of("secret"));
        var other = fixture.Open().GetRequiredService<IPayloadSealer>();
        (await other.UnsealAsync(tenant, "table", "row", envelope)).ShouldBe("secret"u8.ToArray());
    }

    [Fact]
    public async Task Processes_that_meet_a_new_tenant_together_use_one_key()
    {
        var sealers = Enumerable.Range(0, 4).Select(_ => fixture.Open().GetRequiredService<IPayloadSealer>()).ToArray();
        var envelopes = await Task.WhenAll(sealers.Select(each => each.SealAsync(tenant, "table", "row", Bytes.Of("x")).AsTask()));
        foreach (var envelope in envelopes)
        {
            (await sealer.UnsealAsync(tenant, "table", "row", envelope)).ShouldBe("x"u8.ToArray());
        }
    }

    [Fact]
    public async Task Tenants_cannot_open_each_others_payloads()
    {
        var envelope = await sealer.SealAsync(tenant, "table", "row", Bytes.Of("secret"));
        await Should.ThrowAsync<SealBrokenException>(() => sealer.UnsealAsync(StorageFixture.NewTenant(), "table", "row", envelope).AsTask());
    }

    [Fact]
    public async Task A_destroyed_key_opens_nothing_any_more_anywhere()
    {
        var envelope = await sealer.SealAsync(tenant, "table", "row", Bytes.Of("secret"));
        var other = fixture.Open().GetRequiredService<IPayloadSealer>();
        await other.UnsealAsync(tenant, "table", "row", envelope);
        await fixture.Get<ITenantKeys>().DestroyAsync(tenant);
        await fixture.Get<ITenantKeys>().DestroyAsync(tenant);
        await Should.ThrowAsync<TenantKeyDestroyedException>(() => sealer.UnsealAsync(tenant, "table", "row", envelope).AsTask());
        await Should.ThrowAsync<TenantKeyDestroyedException>(() => sealer.SealAsync(tenant, "table", "row", envelope).AsTask());

        fixture.Clock.Advance(ITenantKeys.CacheLifetime);
        await Should.ThrowAsync<TenantKeyDestroyedException>(() => other.UnsealAsync(tenant, "table", "row", envelope).AsTask());
    }

    [Fact]
    public async Task Who_only_looks_makes_no_key()
    {
        (await fixture.Get<ITenantKeys>().FindAsync(tenant)).ShouldBeNull();
        (await fixture.Get<ITurnStore>().OpenAsync(tenant, "agent:main:main")).ShouldBeEmpty();
        (await fixture.Get<ITurnStore>().FindAsync(tenant, "run")).ShouldBeNull();
        (await fixture.Get<IInboxStore>().PendingAsync(new ChannelAccount(tenant, "telegram", "default"), 10)).ShouldBeEmpty();
        (await fixture.Open().GetRequiredService<ITenantKeys>().FindAsync(tenant)).ShouldBeNull();

        await sealer.SealAsync(tenant, "table", "row", Bytes.Of("x"));
        (await fixture.Get<ITenantKeys>().FindAsync(tenant)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_tenant_destroyed_before_its_first_use_gets_no_key()
    {
        await fixture.Get<ITenantKeys>().DestroyAsync(tenant);
        await Should.ThrowAsync<TenantKeyDestroyedException>(() => sealer.SealAsync(tenant, "table", "row", Bytes.Of("x")).AsTask());
    }

    [Fact]
    public async Task A_payload_altered_in_its_table_is_refused()
    {
        var store = fixture.Get<ITranscriptStore>();
        var key = new TranscriptKey(tenant, "k", "s");
        await store.AppendAsync(key, [new(1, fixture.Clock.GetUtcNow(), Bytes.Of("one")), new(2, fixture.Clock.GetUtcNow(), Bytes.Of("two"))]);
        await fixture.Get<IDatabase>().ExecuteAsync(
            new Statement("UPDATE transcripts SET payload = (SELECT payload FROM transcripts WHERE tenant = $1 AND seq = 2) WHERE tenant = $1 AND seq = 1"),
            TestContext.Current.CancellationToken, tenant);
        await Should.ThrowAsync<SealBrokenException>(() => store.ReadForwardAsync(key, 0, 2, 10));
    }

    [Fact]
    public async Task Another_master_key_is_named_and_opens_nothing()
    {
        await sealer.SealAsync(tenant, "table", "row", Bytes.Of("secret"));
        var stranger = fixture.Open(options => options with { MasterKey = Convert.ToBase64String(new byte[32]) });
        var error = await Should.ThrowAsync<InvalidOperationException>(() => stranger.GetRequiredService<ITenantKeys>().GetAsync(tenant).AsTask());
        error.Message.ShouldContain("master key");
    }
}
