using Moltbot.Storage.Idempotency;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Idempotency;

public abstract class IdempotencyStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IIdempotencyStore store = fixture.Get<IIdempotencyStore>();
    private readonly IdempotencyKey key = new(StorageFixture.NewTenant(), "agent", "key-1");

    [Fact]
    public async Task The_first_answer_counts_until_it_expires()
    {
        (await store.GetAsync(key, At)).ShouldBeNull();
        (await PutAsync("one", At)).ShouldBe("one");
        (await PutAsync("two", At.AddSeconds(1))).ShouldBe("one");
        (await store.GetAsync(key, At.AddSeconds(299)))!.Value.Text().ShouldBe("one");
        (await store.GetAsync(key, At.AddSeconds(300))).ShouldBeNull();
        (await PutAsync("three", At.AddSeconds(300))).ShouldBe("three");
    }

    [Fact]
    public async Task Of_racing_answers_all_callers_get_the_same()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PutAsync($"{i}", At)));
        answers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Kinds_and_tenants_are_apart()
    {
        await PutAsync("one", At);
        (await store.GetAsync(key with { Kind = "send" }, At)).ShouldBeNull();
        (await store.GetAsync(key with { Tenant = StorageFixture.NewTenant() }, At)).ShouldBeNull();
    }

    [Fact]
    public async Task Pruning_removes_the_expired()
    {
        var past = At.AddYears(-30);
        await store.PutAsync(key, Bytes.Of("old"), past, past.AddSeconds(1));
        await store.PutAsync(key with { Key = "key-2" }, Bytes.Of("new"), past, past.AddDays(1));
        (await store.PruneAsync(past.AddSeconds(1))).ShouldBe(1);
        (await store.GetAsync(key with { Key = "key-2" }, past)).ShouldNotBeNull();
    }

    private async Task<string> PutAsync(string outcome, DateTimeOffset now)
        => (await store.PutAsync(key, Bytes.Of(outcome), now, now.AddMinutes(5))).Text();
}
