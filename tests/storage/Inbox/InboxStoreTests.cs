using Moltbot.Storage.Inbox;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Inbox;

public abstract class InboxStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IInboxStore store = fixture.Get<IInboxStore>();
    private readonly ChannelAccount account = new(StorageFixture.NewTenant(), "telegram", "default");

    [Fact]
    public async Task The_same_update_is_stored_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InsertAsync("7")));
        outcomes.Count(outcome => outcome == InboxOutcome.Stored).ShouldBe(1);
        (await store.PendingAsync(account, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pending_updates_come_in_order_of_arrival()
    {
        await InsertAsync("9");
        await InsertAsync("10");
        await InsertAsync("8");
        (await store.PendingAsync(account, 2)).Select(row => (row.UpdateId, row.Payload.Text())).ShouldBe([("9", "update 9"), ("10", "update 10")]);
    }

    [Fact]
    public async Task A_done_update_is_remembered_without_its_contents()
    {
        await InsertAsync("1");
        (await store.MarkDoneAsync(account, ["1", "2"])).ShouldBe(1);
        (await store.MarkDoneAsync(account, ["1"])).ShouldBe(0);
        (await store.PendingAsync(account, 10)).ShouldBeEmpty();
        (await InsertAsync("1")).ShouldBe(InboxOutcome.Duplicate);
    }

    [Fact]
    public async Task Pruning_forgets_done_updates_before_the_watermark_and_no_pending_ones()
    {
        await InsertAsync("1", At);
        await InsertAsync("2", At);
        await InsertAsync("3", At.AddHours(2));
        await store.MarkDoneAsync(account, ["1", "3"]);
        (await store.PruneAsync(account, At.AddHours(1))).ShouldBe(1);
        (await InsertAsync("1")).ShouldBe(InboxOutcome.Stored);
        (await InsertAsync("2")).ShouldBe(InboxOutcome.Duplicate);
        (await InsertAsync("3")).ShouldBe(InboxOutcome.Duplicate);
    }

    [Fact]
    public async Task Accounts_are_apart()
    {
        await InsertAsync("1");
        var other = account with { Account = "work" };
        (await store.PendingAsync(other, 10)).ShouldBeEmpty();
        (await store.InsertAsync(other, "1", Bytes.Of("x"), At)).ShouldBe(InboxOutcome.Stored);
    }

    private Task<InboxOutcome> InsertAsync(string id, DateTimeOffset? at = null) => store.InsertAsync(account, id, Bytes.Of($"update {id}"), at ?? At);
}
