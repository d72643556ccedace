using System.Text.Json.Nodes;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods;

namespace Moltbot.Protocol.Tests.Methods;

public sealed class MethodNamesTests
{
    [Fact]
    public void The_advertised_methods_are_the_originals_in_its_order() =>
        MethodNames.Advertised.ShouldBe(Expected("listGatewayMethods"));

    [Fact]
    public void The_events_are_the_originals_in_its_order() => EventNames.All.ShouldBe(Expected("GATEWAY_EVENTS"));

    [Fact]
    public void The_table_of_scopes_knows_the_same_names()
    {
        MethodNames.Advertised.ShouldBe(Policy.Scopes.GatewayMethods.Advertised);
        EventNames.All.ShouldBe(Policy.Scopes.GatewayEvents.Advertised);
        MethodNames.Advertised.Concat(MethodNames.Unadvertised).Where(name => !Policy.Scopes.MethodTable.IsKnown(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Unadvertised_methods_are_known_too()
    {
        MethodNames.IsKnown("poll").ShouldBeTrue();
        MethodNames.IsKnown("no.such").ShouldBeFalse();
        MethodNames.Advertised.Intersect(MethodNames.Unadvertised).ShouldBeEmpty();
    }

    private static IEnumerable<string> Expected(string function)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "gateway_scopes.json")))!;
        var expected = file["cases"]!.AsArray().First(each => (string)each!["fn"]! == function)!["expected"]!.AsArray();
        return expected.Select(each => (string)each!);
    }
}
