using Moltbot.Grains.Agents;
using Moltbot.Models.Failover;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Tests.Agents;

public sealed class ModelSelectorTests
{
    private const string Providers = """models: { providers: { fake: { baseUrl: "https://fake.example/v1", apiKey: "k", models: [] } } }""";

    [Fact]
    public void A_tenants_cooldowns_go_with_its_targets() =>
        Of("""auth: { cooldowns: { billingBackoffHours: 2, billingBackoffHoursByProvider: { FAKE: 0.5 }, billingMaxHours: 4, failureWindowHours: 6 } }""")
            .ShouldBe(new Cooldowns { Billing = TimeSpan.FromMinutes(30), MostBilling = TimeSpan.FromHours(4), FailureWindow = TimeSpan.FromHours(6) });

    [Fact]
    public void Hours_for_all_providers_hold_where_one_has_none_of_its_own() =>
        Of("""auth: { cooldowns: { billingBackoffHours: 2, billingBackoffHoursByProvider: { other: 1 } } }""")
            .ShouldBe(Cooldowns.Standard with { Billing = TimeSpan.FromHours(2) });

    [Fact]
    public void Without_any_the_standard_holds() => Of("gateway: {}").ShouldBe(Cooldowns.Standard);

    private static Cooldowns Of(string section)
    {
        ConfigSnapshot snapshot = ConfigLoader.Load(new ConfigSource("test.json", $"{{ {Providers}, {section} }}"), new ConfigLoadOptions());
        snapshot.Valid.ShouldBeTrue(string.Join("; ", snapshot.Issues));
        return new ModelSelector(new Anything()).Select("default", snapshot.Config!, "main", new ModelReference("fake", "m1")).First.Cooldowns;
    }

    private sealed class Anything : IModelPermissions
    {
        public bool AllowsPrivateNetwork(string tenant) => true;

        public string? Variable(string tenant, string name) => null;
    }
}
