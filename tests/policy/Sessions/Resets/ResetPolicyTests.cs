using Moltbot.Policy.Sessions.Resets;

namespace Moltbot.Policy.Tests.Sessions.Resets;

public sealed class ResetPolicyTests
{
    private static readonly ResetRule Daily6 = new(ResetMode.Daily, 6);
    private static readonly ResetRule Idle30 = new(ResetMode.Idle, IdleMinutes: 30);

    [Fact]
    public void Sessions_end_daily_at_four_unless_configured()
    {
        ResetPolicy.Resolve(null, ResetType.Dm).ShouldBe(new ResetPolicy(ResetMode.Daily, 4, null));
        ResetPolicy.Resolve(new ResetRules(), ResetType.Dm).ShouldBe(new ResetPolicy(ResetMode.Daily, 4, null));
    }

    [Fact]
    public void The_old_key_alone_ends_them_by_being_idle()
    {
        ResetPolicy.Resolve(new ResetRules(IdleMinutes: 15), ResetType.Group).ShouldBe(new ResetPolicy(ResetMode.Idle, 4, 15));
        ResetPolicy.Resolve(new ResetRules(new ResetRule(AtHour: 5), IdleMinutes: 15), ResetType.Group).ShouldBe(new ResetPolicy(ResetMode.Daily, 5, 15));
        ResetPolicy.Resolve(new ResetRules(ByType: new Dictionary<ResetType, ResetRule>(), IdleMinutes: 15), ResetType.Group).ShouldBe(new ResetPolicy(ResetMode.Daily, 4, 15));
    }

    [Fact]
    public void A_rule_for_the_type_counts_field_by_field_before_the_general_one()
    {
        var rules = new ResetRules(new ResetRule(ResetMode.Idle, 3, 20), new Dictionary<ResetType, ResetRule> { [ResetType.Group] = Daily6, [ResetType.Thread] = new(AtHour: 7) }, IdleMinutes: 99);

        ResetPolicy.Resolve(rules, ResetType.Group).ShouldBe(new ResetPolicy(ResetMode.Daily, 6, 20));
        ResetPolicy.Resolve(rules with { ByType = new Dictionary<ResetType, ResetRule> { [ResetType.Dm] = Idle30 } }, ResetType.Dm).ShouldBe(new ResetPolicy(ResetMode.Idle, 3, 30));
        ResetPolicy.Resolve(rules, ResetType.Thread).ShouldBe(new ResetPolicy(ResetMode.Idle, 7, 20));
        ResetPolicy.Resolve(rules, ResetType.Dm).ShouldBe(new ResetPolicy(ResetMode.Idle, 3, 20));
        ResetPolicy.Resolve(new ResetRules(ByType: new Dictionary<ResetType, ResetRule> { [ResetType.Dm] = Idle30 }), ResetType.Dm).ShouldBe(new ResetPolicy(ResetMode.Idle, 4, 30));
    }

    [Fact]
    public void A_channels_rule_replaces_all_others()
    {
        var rules = new ResetRules(Idle30, new Dictionary<ResetType, ResetRule> { [ResetType.Dm] = Idle30 }, IdleMinutes: 99);

        ResetPolicy.Resolve(rules, ResetType.Dm, new ResetRule()).ShouldBe(new ResetPolicy(ResetMode.Daily, 4, null));
        ResetPolicy.Resolve(rules, ResetType.Dm, Daily6).ShouldBe(new ResetPolicy(ResetMode.Daily, 6, null));
    }

    [Theory]
    [InlineData(-1.0, 0)]
    [InlineData(0.0, 0)]
    [InlineData(5.9, 5)]
    [InlineData(23.0, 23)]
    [InlineData(24.0, 23)]
    [InlineData(double.NaN, 4)]
    [InlineData(double.PositiveInfinity, 4)]
    public void An_hour_is_one_of_the_day(double written, int hour) =>
        ResetPolicy.Resolve(new ResetRules(new ResetRule(AtHour: written)), ResetType.Dm).AtHour.ShouldBe(hour);

    [Theory]
    [InlineData(-5.0, 1)]
    [InlineData(0.5, 1)]
    [InlineData(1.0, 1)]
    [InlineData(2.9, 2)]
    [InlineData(1e12, int.MaxValue)]
    [InlineData(double.NaN, null)]
    public void Minutes_without_a_message_are_one_or_more(double written, int? minutes) =>
        ResetPolicy.Resolve(new ResetRules(new ResetRule(ResetMode.Idle, IdleMinutes: written)), ResetType.Dm).IdleMinutes.ShouldBe(minutes);

    [Fact]
    public void Idle_without_minutes_is_an_hour() =>
        ResetPolicy.Resolve(new ResetRules(new ResetRule(ResetMode.Idle)), ResetType.Dm).IdleMinutes.ShouldBe(60);

    [Fact]
    public void A_channels_rule_is_found_in_any_spelling_of_its_name()
    {
        var rules = new ResetRules(ByChannel: new Dictionary<string, ResetRule>(StringComparer.Ordinal) { ["imessage"] = Idle30 });

        rules.ForChannel(" IMsg ").ShouldBe(Idle30);
        rules.ForChannel("telegram").ShouldBeNull();
        rules.ForChannel(" ").ShouldBeNull();
        rules.ForChannel(null).ShouldBeNull();
        new ResetRules().ForChannel("imessage").ShouldBeNull();
    }

    [Theory]
    [InlineData("agent:main:main", false, false, ResetType.Dm)]
    [InlineData(null, false, false, ResetType.Dm)]
    [InlineData("agent:main:main", true, false, ResetType.Group)]
    [InlineData("agent:main:telegram:GROUP:1", false, false, ResetType.Group)]
    [InlineData("agent:main:slack:Channel:1", false, false, ResetType.Group)]
    [InlineData("agent:main:slack:channel:1:thread:5", false, false, ResetType.Thread)]
    [InlineData("agent:main:main", true, true, ResetType.Thread)]
    public void The_type_is_the_most_particular_that_anything_tells(string? key, bool isGroup, bool isThread, ResetType type) =>
        ResetTypes.Of(key, isGroup, isThread).ShouldBe(type);

    [Theory]
    [InlineData(null, null, null, null, null, false)]
    [InlineData("agent:main:main", null, " ", "", " ", false)]
    [InlineData("a:thread:1", null, null, null, null, true)]
    [InlineData(null, "5", null, null, null, true)]
    [InlineData(null, null, "label", null, null, true)]
    [InlineData(null, null, null, "body", null, true)]
    [InlineData(null, null, null, null, "parent", true)]
    public void Any_sign_of_a_thread_makes_it_one(string? key, string? threadId, string? label, string? body, string? parent, bool isThread) =>
        ResetTypes.IsThread(key, threadId, label, body, parent).ShouldBe(isThread);
}
