using Moltbot.Policy.Envelopes;

namespace Moltbot.Policy.Tests.Envelopes;

public sealed class LocationTextTests
{
    private static readonly LocationText Point = new(48.85837, -2.294481);

    [Fact]
    public void A_place_is_told_with_what_is_known_of_it()
    {
        Point.ToString().ShouldBe("📍 48.858370, -2.294481");
        (Point with { Accuracy = 12.5 }).ToString().ShouldBe("📍 48.858370, -2.294481 ±13m");
        (Point with { Name = "Tower", Address = "Paris" }).ToString().ShouldBe("📍 Tower — Paris (48.858370, -2.294481)");
        (Point with { Name = "Tower", Address = "", Accuracy = 3 }).ToString().ShouldBe("📍 Tower (48.858370, -2.294481 ±3m)");
        (Point with { Address = "Paris" }).ToString().ShouldBe("📍 Paris (48.858370, -2.294481)");
    }

    [Fact]
    public void A_person_on_the_move_is_at_no_place_with_a_name()
    {
        (Point with { IsLive = true }).ToString().ShouldBe("🛰 Live location: 48.858370, -2.294481");
        (Point with { IsLive = true, Name = "Tower", Accuracy = 5 }).ToString().ShouldBe("🛰 Live location: 48.858370, -2.294481 ±5m");
    }
}
