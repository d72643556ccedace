using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>auth</c>: named credentials.</summary>
internal static class AuthRules
{
    public static ShapeRule Auth { get; } = Shape(
        Key("profiles", MapOf(Shape(
            Required("provider", Text),
            Required("mode", OneOf("api_key", "oauth", "token")),
            Key("email", Text)))),
        Key("order", MapOf(Texts)),
        Key("cooldowns", Shape(
            Key("billingBackoffHours", PositiveNumber),
            Key("billingBackoffHoursByProvider", MapOf(PositiveNumber)),
            Key("billingMaxHours", PositiveNumber),
            Key("failureWindowHours", PositiveNumber))));
}
