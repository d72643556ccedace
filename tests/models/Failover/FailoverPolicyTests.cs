using System.Text.Json;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;

namespace Moltbot.Models.Tests.Failover;

public sealed class FailoverPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FailoverPolicy policy = new();

    [Fact]
    public void Cooldowns_follow_the_cases()
    {
        var cases = Cases.Of("calculateAuthProfileCooldownMs").ToList();
        cases.Count.ShouldBeGreaterThan(5);
        foreach (var (input, expected) in cases.Where(c => c.Input.GetProperty("errorCount").GetInt32() > 0))
        {
            var health = default(ProfileHealth);
            for (var i = 0; i < input.GetProperty("errorCount").GetInt32(); i++)
            {
                health = policy.Failed(health, ModelFailureReason.RateLimit, Cooldowns.Standard, Now);
            }

            (health.CoolsUntil - Now)!.Value.TotalMilliseconds.ShouldBe(expected.GetDouble(), input.GetRawText());
        }
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 24)]
    [InlineData(400, 24)]
    public void Billing_cools_for_hours(int errors, int hours)
    {
        var health = default(ProfileHealth);
        for (var i = 0; i < errors; i++)
        {
            health = policy.Failed(health, ModelFailureReason.Billing, Cooldowns.Standard, Now);
        }

        health.CoolsUntil.ShouldBe(Now.AddHours(hours));
    }

    [Fact]
    public void A_tenants_own_hours_replace_the_standard()
    {
        var own = new Cooldowns { Billing = TimeSpan.FromHours(1), MostBilling = TimeSpan.FromHours(3), FailureWindow = TimeSpan.FromHours(2) };

        var once = policy.Failed(default, ModelFailureReason.Billing, own, Now);
        var twice = policy.Failed(once, ModelFailureReason.Billing, own, Now);
        var thrice = policy.Failed(twice, ModelFailureReason.Billing, own, Now);
        var later = policy.Failed(thrice, ModelFailureReason.Billing, own, Now.AddHours(2));

        new[] { once, twice, thrice, later }.Select(health => health.CoolsUntil)
            .ShouldBe([Now.AddHours(1), Now.AddHours(2), Now.AddHours(3), Now.AddHours(3)]);
    }

    [Fact]
    public void Errors_are_forgotten_after_a_day()
    {
        var health = policy.Failed(policy.Failed(default, ModelFailureReason.Auth, Cooldowns.Standard, Now), ModelFailureReason.Auth, Cooldowns.Standard, Now);

        var nextDay = policy.Failed(health, ModelFailureReason.Auth, Cooldowns.Standard, Now.AddHours(24));

        (health.Errors, nextDay.Errors).ShouldBe((2, 1));
        nextDay.CoolsUntil.ShouldBe(Now.AddHours(24).AddMinutes(1));
    }

    [Theory]
    [InlineData(ModelFailureReason.Format)]
    [InlineData(ModelFailureReason.Server)]
    public void What_is_not_the_credentials_fault_does_not_cool_it(ModelFailureReason reason) =>
        policy.Failed(default, reason, Cooldowns.Standard, Now).IsCooling(Now).ShouldBeFalse();

    [Fact]
    public void Order_is_preferred_then_kind_then_least_recently_used_and_cooling_last()
    {
        ModelProfile[] profiles =
        [
            new("key-new", "api_key", null), new("key-old", "api_key", null), new("key-never", "api_key", null),
            new("token", "token", null), new("oauth", "oauth", null), new("cool-late", "oauth", null), new("cool-soon", "api_key", null),
        ];
        var health = new Dictionary<string, ProfileHealth>
        {
            ["key-new"] = new() { LastUsed = Now.AddMinutes(-1) },
            ["key-old"] = new() { LastUsed = Now.AddMinutes(-9) },
            ["cool-late"] = new() { CoolsUntil = Now.AddHours(2) },
            ["cool-soon"] = new() { CoolsUntil = Now.AddHours(1) },
        };

        string[] Order(string? preferred) =>
            [.. policy.Order(profiles, id => health.GetValueOrDefault(id), preferred, Now).Select(p => p.Id)];

        Order(null).ShouldBe(["oauth", "token", "key-never", "key-old", "key-new", "cool-soon", "cool-late"]);
        Order("key-new").ShouldBe(["key-new", "oauth", "token", "key-never", "key-old", "cool-soon", "cool-late"]);
        Order("cool-late").ShouldBe(Order(null));
    }
}
