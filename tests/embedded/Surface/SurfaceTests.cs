using Moltbot.Embedded.Registration;
using Moltbot.Engine.Tests.Api;

namespace Moltbot.Embedded.Tests.Surface;

/// <summary>What the engine offers under Orleans' names is what the checked-in list names: that list is held against Orleans itself by
/// the engine tests of a build with Orleans.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "orleans-api.txt"));

    private static readonly string[] Offered =
    [
        .. typeof(GrainRegistry).Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Orleans", StringComparison.Ordinal))
            .SelectMany(type => ApiText.Of(type, inherited: false))
            .Where(line => !line.Contains("Moltbot.", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Nothing_is_offered_that_the_list_does_not_name() => Offered.Except(Listed).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_named_that_is_not_offered() => Listed.Except(Offered).ShouldBeEmpty();

    [Fact]
    public void The_list_is_in_order() => Listed.ShouldBe(Listed.Order(StringComparer.Ordinal));
}
