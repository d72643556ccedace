using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Protocol;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Schemas;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Protocol.Tests.Methods;

/// <summary>Shape and record of a method's params belong together: what the one accepts the other reads.</summary>
public sealed class AcceptedParamsTests
{
    private static readonly JsonObject Schemas =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "protocol_schemas.json")))!["schemas"]!.AsObject();

    public static TheoryData<string> WithShape =>
        [.. MethodCatalog.Served.Values.Where(method => method.Shape != Shape.Any).Select(method => method.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(WithShape))]
    public void What_the_shape_accepts_the_record_reads(string name)
    {
        var method = MethodCatalog.Served[name];
        var schema = WireShapes.All.First(shape => ReferenceEquals(shape.Value, method.Shape)).Key;
        var read = method.GetType().GetMethods().Single(each => each.Name == "Read" && each.DeclaringType!.IsAssignableFrom(method.GetType()));
        foreach (var (sample, fits) in SchemaNotation.Read(Schemas[schema]!).Samples().Where(each => each.Value is not null))
        {
            var result = Read(method, read, sample!);
            var isForgiven = method is NodeInvokeResultMethod && result.IsOk;
            (result.IsOk == fits || isForgiven).ShouldBeTrue($"{name} {sample!.ToJsonString()}: {result.Message}");
        }
    }

    [Fact]
    public void Every_served_method_with_a_shape_has_it_from_the_protocol() =>
        MethodCatalog.Served.Values
            .Where(method => method.Shape != Shape.Any && !WireShapes.All.Values.Contains(method.Shape))
            .ShouldBeEmpty();

    [Fact]
    public void Every_known_method_is_served_or_known_not_to_be()
    {
        // These have no params shape in the original: their handlers look for themselves.
        string[] shapeless =
        [
            "tts.status", "tts.providers", "tts.enable", "tts.disable", "tts.convert", "tts.setProvider", "voicewake.get", "voicewake.set",
            "browser.request",
        ];

        MethodNames.Advertised.Concat(MethodNames.Unadvertised)
            .Except(MethodCatalog.Served.Keys, StringComparer.Ordinal)
            .Except(UnofferedShapes.ByMethod.Keys, StringComparer.Ordinal)
            .ShouldBe(shapeless, ignoreOrder: true);
    }

    private static (bool IsOk, string? Message) Read(GatewayMethod method, MethodInfo read, JsonNode sample)
    {
        var result = read.Invoke(method, [new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(sample.ToJsonString()))])!;
        var isOk = (bool)result.GetType().GetProperty("IsOk")!.GetValue(result)!;
        var error = (Errors.GatewayError?)result.GetType().GetProperty("Error")!.GetValue(result);
        return (isOk, error?.Message);
    }
}
