using Moltbot.Storage.Outbox;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Outbox;

public abstract class OutboxStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IOutboxStore store = fixture.Get<IOutboxStore>();
    private readonly ChannelAccount account = new(StorageFixture.NewTenant(), "telegram", "default");

    [Fact]
    public async Task An_id_is_stored_once()
    {
        (await EnqueueAsync(("m1", "a"), ("m2", "a"))).ShouldBe([true, true]);
        (await EnqueueAsync(("m2", "a"), ("m3", "a"))).ShouldBe([false, true]);
        (await store.CountAsync(account)).Pending.ShouldBe(3);
    }

    [Fact]
    public async Task A_chat_is_served_in_order_one_at_a_time_and_chats_side_by_side()
    {
        await EnqueueAsync(("a1", "a"), ("a2", "a"), ("b1", "b"));
        (await ClaimAsync(1)).ShouldBe(["a1", "b1"]);
        (await ClaimAsync(1)).ShouldBeEmpty();
        (await store.MarkSentAsync(account, "a1", 1, "100", At)).ShouldBeTrue();
        (await ClaimAsync(1)).ShouldBe(["a2"]);
        var sent = (await store.FindAsync(account, "a1"))!;
        (sent.Status, sent.PlatformMessageId, sent.Attempts, sent.Payload.Text()).ShouldBe((OutboxStatus.Sent, "100", 1, "text of a1"));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_retry_holds_its_chat_up_and_no_other()
    {
        await EnqueueAsync(("a1", "a"), ("a2", "a"), ("b1", "b"));
        await ClaimAsync(1);
        (await store.MarkRetryAsync(account, "a1", 1, At.AddSeconds(30), "429")).ShouldBeTrue();
        await store.MarkSentAsync(account, "b1", 1, null, At);
        (await ClaimAsync(1)).ShouldBeEmpty();
        (await store.NextDueAsync(account)).ShouldBe(At.AddSeconds(30));
        var again = await store.ClaimDueAsync(account, 1, At.AddSeconds(30), 10);
        again.Single().Id.ShouldBe("a1");
        again.Single().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_due_when_nothing_waits()
    {
        (await store.NextDueAsync(account)).ShouldBeNull();
        await EnqueueAsync(("a1", "a"));
        (await store.NextDueAsync(account))!.Value.ShouldBeLessThan(At);
        await ClaimAsync(1);
        (await store.NextDueAsync(account)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_dead_sender_had_claimed_becomes_unknown_and_the_chat_goes_on()
    {
        await EnqueueAsync(("a1", "a"), ("a2", "a"));
        await ClaimAsync(1);
        (await store.RecoverAsync(account, 2, At.AddMinutes(1))).Select(message => (message.Id, message.Status)).ShouldBe([("a1", OutboxStatus.Unknown)]);
        (await store.RecoverAsync(account, 2, At.AddMinutes(1))).ShouldBeEmpty();
        (await ClaimAsync(2)).ShouldBe(["a2"]);
    }

    [Fact]
    public async Task An_outdated_sender_changes_nothing()
    {
        await EnqueueAsync(("a1", "a"), ("b1", "b"));
        await store.ClaimDueAsync(account, 1, At, 1);
        await store.RecoverAsync(account, 2, At);
        (await ClaimAsync(1)).ShouldBeEmpty();
        (await store.MarkSentAsync(account, "a1", 1, "100", At)).ShouldBeFalse();
        (await store.RecoverAsync(account, 1, At)).ShouldBeEmpty();
        (await ClaimAsync(2)).ShouldBe(["b1"]);
        (await store.MarkSentAsync(account, "b1", 1, "100", At)).ShouldBeFalse();
        (await store.MarkSentAsync(account, "b1", 2, "100", At)).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_senders_with_the_same_token_never_claim_the_same_message()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 40).Select(i => ($"m{i}", $"chat{i}"))]);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ClaimDueAsync(account, 1, At, 10)));
        var ids = claims.SelectMany(claim => claim).Select(message => message.Id).ToArray();
        ids.Length.ShouldBe(40);
        ids.Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task A_person_may_send_again_or_cancel()
    {
        await EnqueueAsync(("a1", "a"), ("a2", "a"));
        await ClaimAsync(1);
        (await store.RequeueAsync(account, "a1")).ShouldBeFalse();
        (await store.MarkUnknownAsync(account, "a1", 1, "connection lost", At)).ShouldBeTrue();
        (await store.CancelAsync(account, "a2", "not wanted", At)).ShouldBeTrue();
        (await store.CancelAsync(account, "a1", "not wanted", At)).ShouldBeFalse();
        (await store.RequeueAsync(account, "a1")).ShouldBeTrue();
        (await ClaimAsync(1)).ShouldBe(["a1"]);
        (await store.FindAsync(account, "a2"))!.Error.ShouldBe("not wanted");
    }

    [Fact]
    public async Task Lists_filter_and_page_newest_first_and_counts_add_up()
    {
        await EnqueueAsync(("a1", "a"), ("b1", "b"), ("a2", "a"), ("a3", "a"));
        await ClaimAsync(1);
        await store.MarkFailedAsync(account, "a1", 1, "blocked", At);
        (await store.CountAsync(account)).ShouldBe(new OutboxCounts(2, 1, 0, 1, 0));
        (await ListAsync(new OutboxFilter())).ShouldBe(["a3", "a2", "b1", "a1"]);
        (await ListAsync(new OutboxFilter { ChatId = "a" })).ShouldBe(["a3", "a2", "a1"]);
        (await ListAsync(new OutboxFilter { Status = OutboxStatus.Claimed })).ShouldBe(["b1"]);
        (await ListAsync(new OutboxFilter { ChatId = "a", Status = OutboxStatus.Pending, Limit = 1 })).ShouldBe(["a3"]);
        var page = await store.ListAsync(account, new OutboxFilter { Limit = 2 });
        (await ListAsync(new OutboxFilter { BeforeOrder = page[^1].Order })).ShouldBe(["b1", "a1"]);
    }

    [Fact]
    public async Task Pruning_keeps_what_is_unknown()
    {
        await EnqueueAsync(("a", "a"), ("b", "b"), ("c", "c"), ("d", "d"));
        await ClaimAsync(1);
        await store.MarkSentAsync(account, "a", 1, "1", At);
        await store.MarkFailedAsync(account, "b", 1, "x", At);
        await store.MarkUnknownAsync(account, "c", 1, "x", At);
        (await store.PruneAsync(account, At)).ShouldBe(0);
        (await store.PruneAsync(account, At.AddSeconds(1))).ShouldBe(2);
        (await ListAsync(new OutboxFilter())).ShouldBe(["d", "c"]);
    }

    [Fact]
    public async Task Unknown_ones_are_forgotten_by_age_and_number_and_only_by_name()
    {
        await EnqueueAsync(("a", "a"), ("b", "b"), ("c", "c"), ("d", "d"), ("e", "e"));
        await ClaimAsync(1);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await store.MarkUnknownAsync(account, id, 1, "x", id == "c" ? At : At.AddDays(1));
        }

        await store.MarkFailedAsync(account, "d", 1, "x", At);
        (await StaleAsync(At, keep: 3)).ShouldBeEmpty();
        (await StaleAsync(At.AddSeconds(1), keep: 3)).ShouldBe(["c"], "by age");
        (await StaleAsync(At, keep: 1)).ShouldBe(["a", "b"], "by number, the oldest go first");
        (await StaleAsync(At.AddSeconds(1), keep: 1, limit: 1)).ShouldBe(["a"]);

        var gone = (await store.StaleUnknownAsync(account, At, 1, 10)).Select(message => message.Order);
        var others = (await store.ListAsync(account, new OutboxFilter())).Where(message => message.Id is "d" or "e").Select(message => message.Order);
        (await store.ForgetUnknownAsync(account, [.. gone, .. others])).ShouldBe(2);
        (await store.ForgetUnknownAsync(account, [])).ShouldBe(0);
        (await ListAsync(new OutboxFilter())).ShouldBe(["e", "d", "c"]);
    }

    [Fact]
    public async Task What_has_its_time_waits_for_it_and_holds_its_chat_up()
    {
        await store.EnqueueAsync(account, [new NewOutboxMessage("a1", "a", Bytes.Of("x"), At) { NotBefore = At.AddSeconds(2) }]);
        await EnqueueAsync(("a2", "a"));
        (await ClaimAsync(1)).ShouldBeEmpty();
        (await store.NextDueAsync(account)).ShouldBe(At.AddSeconds(2));
        (await store.ClaimDueAsync(account, 1, At.AddSeconds(2), 10)).Single().Id.ShouldBe("a1");
    }

    private async Task<IEnumerable<string>> StaleAsync(DateTimeOffset before, int keep, int limit = 10) =>
        (await store.StaleUnknownAsync(account, before, keep, limit)).Select(message => message.Id);

    private Task<IReadOnlyList<bool>> EnqueueAsync(params (string Id, string Chat)[] messages)
        => store.EnqueueAsync(account, [.. messages.Select(message => new NewOutboxMessage(message.Id, message.Chat, Bytes.Of($"text of {message.Id}"), At))]);

    private async Task<IEnumerable<string>> ClaimAsync(long fence) => (await store.ClaimDueAsync(account, fence, At, 10)).Select(message => message.Id);

    private async Task<IEnumerable<string>> ListAsync(OutboxFilter filter) => (await store.ListAsync(account, filter)).Select(message => message.Id);
}
