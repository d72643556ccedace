using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;
using Moltbot.Policy.Models.Profiles;

namespace Moltbot.Policy.Tests.Models;

public sealed class ProfileUseTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rests_grow_with_errors_up_to_an_hour()
    {
        var use = new ProfileUse();
        var rests = new List<double>();
        for (var index = 0; index < 5; index++)
        {
            use = use.Failed(FailoverReason.RateLimit, Now, new ProfileCooldowns());
            rests.Add((use.CooldownUntil!.Value - Now).TotalMinutes);
        }

        rests.ShouldBe([1, 5, 25, 60, 60]);
        use.Rests(Now.AddMinutes(59)).ShouldBeTrue();
        use.Rests(Now.AddMinutes(60)).ShouldBeFalse();
    }

    [Fact]
    public void Billing_errors_rest_for_hours_and_double_up_to_a_day()
    {
        var use = new ProfileUse();
        var rests = new List<double>();
        for (var index = 0; index < 4; index++)
        {
            use = use.Failed(FailoverReason.Billing, Now, new ProfileCooldowns());
            rests.Add((use.DisabledUntil!.Value - Now).TotalHours);
        }

        rests.ShouldBe([5, 10, 20, 24]);
    }

    [Fact]
    public void Old_errors_are_forgotten_and_a_success_forgives()
    {
        var once = new ProfileUse().Failed(FailoverReason.Auth, Now, new ProfileCooldowns());

        once.Failed(FailoverReason.Auth, Now.AddHours(25), new ProfileCooldowns()).ErrorCount.ShouldBe(1);
        once.Failed(FailoverReason.Auth, Now.AddHours(23), new ProfileCooldowns()).ErrorCount.ShouldBe(2);
        once.Succeeded(Now).ShouldBe(new ProfileUse { LastUsed = Now });
    }

    [Fact]
    public void A_provider_may_have_its_own_rest_after_billing_errors()
    {
        var auth = new AuthConfig
        {
            BillingBackoffHours = 2,
            BillingBackoffHoursByProvider = new Dictionary<string, double>(StringComparer.Ordinal) { ["Z.AI"] = 1 },
            BillingMaxHours = 3,
        };

        ProfileCooldowns.For(auth, "zai").AfterBillingError(1).ShouldBe(TimeSpan.FromHours(1));
        ProfileCooldowns.For(auth, "openai").AfterBillingError(1).ShouldBe(TimeSpan.FromHours(2));
        ProfileCooldowns.For(auth, "openai").AfterBillingError(5).ShouldBe(TimeSpan.FromHours(3));
    }
}
