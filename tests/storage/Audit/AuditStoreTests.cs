using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Audit;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Audit;

public abstract class AuditStoreTests(StorageFixture fixture)
{
    private readonly IAuditStore store = fixture.Get<IAuditStore>();
    private readonly string tenant = StorageFixture.NewTenant();

    [Fact]
    public async Task Records_are_numbered_without_gaps_and_carry_the_hash_before()
    {
        var first = await store.AppendAsync(tenant, AuditHead.Empty, [Record("a"), Record("b")]);
        first.Appended.ShouldBeTrue();
        var second = await store.AppendAsync(tenant, first.Head, [Record("c")]);
        var tail = await store.TailAsync(tenant, 10);
        tail.Select(record => (record.Sequence, record.Id)).ShouldBe([(1, "a"), (2, "b"), (3, "c")]);
        tail[0].PreviousHash.ShouldBe(new string('0', 64));
        tail[1].PreviousHash.ShouldBe(tail[0].Hash);
        tail[2].PreviousHash.ShouldBe(tail[1].Hash);
        second.Head.ShouldBe(new AuditHead(3, tail[2].Hash));
        (await store.HeadAsync(tenant)).ShouldBe(second.Head);
        var verification = await store.VerifyAsync(tenant);
        (verification.IsIntact, verification.Records, verification.Head).ShouldBe((true, 3, second.Head));
    }

    [Fact]
    public async Task Details_are_kept_in_canonical_form()
    {
        var result = await store.AppendAsync(tenant, AuditHead.Empty, [Record("a") with { Details = """{ "z": 1.50, "a": {"ö": "\u00f6\n", "b": [true, null]} }""" }]);
        result.Records[0].Details.ShouldBe("""{"a":{"b":[true,null],"ö":"ö\n"},"z":1.50}""");
        (await store.VerifyAsync(tenant)).IsIntact.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public async Task Details_that_are_no_proper_object_are_refused(string details)
        => await Should.ThrowAsync<ArgumentException>(() => store.AppendAsync(tenant, AuditHead.Empty, [Record("a") with { Details = details }]));

    [Fact]
    public async Task An_append_behind_another_head_writes_nothing()
    {
        var first = await store.AppendAsync(tenant, AuditHead.Empty, [Record("a")]);
        var late = await store.AppendAsync(tenant, AuditHead.Empty, [Record("b")]);
        (late.Appended, late.Head).ShouldBe((false, first.Head));
        (await store.AppendAsync(tenant, first.Head with { Hash = new string('1', 64) }, [Record("b")])).Appended.ShouldBeFalse();
        (await store.TailAsync(tenant, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Racing_appends_give_one_chain()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.AppendAsync(tenant, AuditHead.Empty, [Record($"{i}")])));
        results.Count(result => result.Appended).ShouldBe(1);
        (await store.VerifyAsync(tenant)).Records.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_handed_over_twice_is_recorded_once()
    {
        var first = await store.AppendAsync(tenant, AuditHead.Empty, [Record("a"), Record("a")]);
        var second = await store.AppendAsync(tenant, first.Head, [Record("a"), Record("b")]);
        second.Records.Select(record => record.Id).ShouldBe(["b"]);
        var nothing = await store.AppendAsync(tenant, second.Head, [Record("b")]);
        (nothing.Appended, nothing.Head, nothing.Records.Count).ShouldBe((true, second.Head, 0));
        (await store.VerifyAsync(tenant)).Records.ShouldBe(2);
    }

    [Fact]
    public async Task The_tail_pages_backwards_and_reading_pages_forwards()
    {
        await ChainAsync(7);
        Sequences(await store.TailAsync(tenant, 3)).ShouldBe([5, 6, 7]);
        Sequences(await store.TailAsync(tenant, 3, before: 5)).ShouldBe([2, 3, 4]);
        Sequences(await store.ReadForwardAsync(tenant, 5, 10)).ShouldBe([6, 7]);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'somebody else' WHERE tenant = $1 AND seq = 3", AuditFaultKind.Altered, 3)]
    [InlineData("UPDATE audit SET details = '{}' WHERE tenant = $1 AND seq = 1", AuditFaultKind.Altered, 1)]
    [InlineData("UPDATE audit SET at = at + 1 WHERE tenant = $1 AND seq = 6", AuditFaultKind.Altered, 6)]
    [InlineData("DELETE FROM audit WHERE tenant = $1 AND seq = 3", AuditFaultKind.Missing, 3)]
    [InlineData("DELETE FROM audit WHERE tenant = $1 AND seq = 1", AuditFaultKind.Missing, 1)]
    [InlineData("DELETE FROM audit WHERE tenant = $1 AND seq > 4", AuditFaultKind.Truncated, 5)]
    [InlineData("DELETE FROM audit WHERE tenant = $1", AuditFaultKind.Truncated, 1)]
    [InlineData("DELETE FROM audit_heads WHERE tenant = $1", AuditFaultKind.HeadMismatch, 1)]
    [InlineData("UPDATE audit_heads SET seq = 4 WHERE tenant = $1", AuditFaultKind.HeadForged, 4)]
    public async Task Tampering_is_found(string sql, AuditFaultKind kind, long sequence)
    {
        await ChainAsync(6);
        await RunAsync(sql);
        var verification = await store.VerifyAsync(tenant);
        verification.IsIntact.ShouldBeFalse();
        verification.Faults.ShouldContain(fault => fault.Kind == kind && fault.Sequence == sequence);
    }

    [Fact]
    public async Task Swapped_records_are_found()
    {
        await ChainAsync(6);
        foreach (var (from, to) in new[] { (2, 99), (3, 2), (99, 3) })
        {
            await RunAsync($"UPDATE audit SET seq = {to} WHERE tenant = $1 AND seq = {from}");
        }

        (await store.VerifyAsync(tenant)).Faults.ShouldContain(fault => fault.Kind == AuditFaultKind.Reordered && fault.Sequence == 2);
    }

    [Fact]
    public async Task Cutting_the_chain_and_setting_its_head_back_is_found()
    {
        var head = await ChainAsync(6);
        var earlier = (await store.ReadForwardAsync(tenant, 3, 1))[0];
        await RunAsync("DELETE FROM audit WHERE tenant = $1 AND seq > 4");
        await RunAsync($"UPDATE audit_heads SET seq = 4, hash = '{earlier.Hash}' WHERE tenant = $1");
        var verification = await store.VerifyAsync(tenant, known: head);
        verification.Faults.Select(fault => fault.Kind).ShouldBe([AuditFaultKind.HeadForged, AuditFaultKind.Truncated]);
        await Should.ThrowAsync<AuditChainBrokenException>(() => store.AppendAsync(tenant, new AuditHead(4, earlier.Hash), [Record("new")]));
    }

    [Fact]
    public async Task A_chain_rewritten_from_a_record_on_differs_from_the_head_noted_earlier()
    {
        var noted = await ChainAsync(2);
        await RunAsync("DELETE FROM audit WHERE tenant = $1");
        await RunAsync("DELETE FROM audit_heads WHERE tenant = $1");
        await store.AppendAsync(tenant, AuditHead.Empty, [Record("x"), Record("y"), Record("z")]);
        (await store.VerifyAsync(tenant)).IsIntact.ShouldBeTrue();
        (await store.VerifyAsync(tenant, noted)).Faults.Single().Kind.ShouldBe(AuditFaultKind.Altered);
    }

    [Fact]
    public async Task Nothing_is_appended_when_the_head_row_was_removed()
    {
        await ChainAsync(2);
        await RunAsync("DELETE FROM audit_heads WHERE tenant = $1");
        await Should.ThrowAsync<AuditChainBrokenException>(() => store.AppendAsync(tenant, AuditHead.Empty, [Record("new")]));
        (await store.TailAsync(tenant, 10)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Long_chains_are_verified_across_pages()
    {
        await ChainAsync(1207);
        (await store.VerifyAsync(tenant)).Records.ShouldBe(1207);
        await RunAsync("DELETE FROM audit WHERE tenant = $1 AND seq = 501");
        (await store.VerifyAsync(tenant)).Faults.Single().ShouldBe(new AuditFault(AuditFaultKind.Missing, 501, "the record is missing"));
    }

    [Fact]
    public async Task A_long_chain_is_verified_in_parts_that_judge_as_the_whole_does()
    {
        await ChainAsync(1207);

        var parts = await PartsAsync();

        parts.Select(part => (part.Records, part.Next?.Sequence)).ShouldBe([(500, 500L), (500, 1000L), (207, null)]);
        parts.ShouldAllBe(part => part.IsIntact);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE tenant = $1 AND seq = 501", AuditFaultKind.Missing, 501)]
    [InlineData("UPDATE audit SET actor = 'somebody else' WHERE tenant = $1 AND seq = 700", AuditFaultKind.Altered, 700)]
    [InlineData("DELETE FROM audit WHERE tenant = $1 AND seq > 1000", AuditFaultKind.Truncated, 1001)]
    public async Task What_breaks_a_chain_is_found_in_its_part(string damage, AuditFaultKind kind, long sequence)
    {
        await ChainAsync(1207);
        await RunAsync(damage);

        var faults = (await PartsAsync()).SelectMany(part => part.Faults);

        faults.Select(fault => (fault.Kind, fault.Sequence)).First().ShouldBe((kind, sequence));
    }

    [Fact]
    public async Task A_chain_cut_back_behind_a_part_that_was_verified_is_found_in_the_next()
    {
        await ChainAsync(1207);
        var first = await store.VerifyAsync(tenant, 1000, after: null);
        await RunAsync("DELETE FROM audit WHERE tenant = $1");
        await RunAsync("DELETE FROM audit_heads WHERE tenant = $1");

        (await store.VerifyAsync(tenant, 1000, first.Next)).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public async Task A_chain_of_another_master_key_counts_as_forged()
    {
        await ChainAsync(1);
        var stranger = fixture.Open(options => options with { MasterKey = Convert.ToBase64String(new byte[32]) });
        (await stranger.GetRequiredService<IAuditStore>().VerifyAsync(tenant)).Faults.Single().Kind.ShouldBe(AuditFaultKind.HeadForged);
    }

    private async Task<List<AuditVerification>> PartsAsync()
    {
        var parts = new List<AuditVerification> { await store.VerifyAsync(tenant, 1, after: null) };
        while (parts[^1].Next is { } next)
        {
            parts.Add(await store.VerifyAsync(tenant, 1, next));
        }

        return parts;
    }

    private NewAuditRecord Record(string id) => new(id, fixture.Clock.GetUtcNow().AddTicks(7), "device:1", "tool.run", "session:main", """{"n":1}""");

    private async Task<AuditHead> ChainAsync(int count)
        => (await store.AppendAsync(tenant, AuditHead.Empty, [.. Enumerable.Range(1, count).Select(i => Record($"r{i}"))])).Head;

    private Task RunAsync(string sql) => fixture.Get<IDatabase>().ExecuteAsync(new Statement(sql), TestContext.Current.CancellationToken, tenant);

    private static IEnumerable<long> Sequences(IEnumerable<AuditRecord> records) => records.Select(record => record.Sequence);
}
