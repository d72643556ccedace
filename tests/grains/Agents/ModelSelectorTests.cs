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

    [Fact]
    public void Each_configuration_and_each_choice_has_its_own_models()
    {
        var selector = new ModelSelector(new Anything());
        ConfigDocument one = Document("agents: { defaults: { model: { primary: 'fake/one' } }, list: [{ id: 'other', model: 'fake/others' }] }");
        ConfigDocument two = Document("agents: { defaults: { model: { primary: 'fake/two' } } }");

        Model(one).ShouldBe("one");
        Model(one, agent: "other").ShouldBe("others");
        Model(one, chosen: "chosen").ShouldBe("chosen");
        Model(two).ShouldBe("two");
        Model(one).ShouldBe("one");
        selector.Select("default", one, "main", null).ShouldBeSameAs(selector.Select("default", one, "main", null));

        string Model(ConfigDocument document, string agent = "main", string? chosen = null) =>
            selector.Select("default", document, agent, chosen is null ? null : new ModelReference("fake", chosen)).First.Model;
    }

    private static Cooldowns Of(string section) =>
        new ModelSelector(new Anything()).Select("default", Document(section), "main", new ModelReference("fake", "m1")).First.Cooldowns;

    private static ConfigDocument Document(string section)
    {
        ConfigSnapshot snapshot = ConfigLoader.Load(new ConfigSource("test.json", $"{{ {Providers}, {section} }}"), new ConfigLoadOptions());
        snapshot.Valid.ShouldBeTrue(string.Join("; ", snapshot.Issues));
        return snapshot.Config!;
    }

    private sealed class Anything : IModelPermissions
    {
        public bool AllowsPrivateNetwork(string tenant) => true;

        public string? Variable(string tenant, string name) => null;
    }
}
