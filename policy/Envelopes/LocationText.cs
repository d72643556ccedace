using System.Globalization;

namespace Moltbot.Policy.Envelopes;

/// <summary>A place that somebody sent, in words: a model reads text.</summary>
/// <param name="Latitude">Degrees, positive to the north.</param>
/// <param name="Longitude">Degrees, positive to the east.</param>
public sealed record LocationText(double Latitude, double Longitude)
{
    /// <summary>Metres around the point; null when not known.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What the place is called.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is a person on the move.</summary>
    public bool IsLive { get; init; }

    /// <summary>The line.</summary>
    public override string ToString()
    {
        string around = Accuracy is { } metres ? FormattableString.Invariant($" ±{Math.Round(metres, MidpointRounding.AwayFromZero)}m") : "";
        string point = string.Create(CultureInfo.InvariantCulture, $"{Latitude:F6}, {Longitude:F6}{around}");
        string label = string.Join(" — ", new[] { Name, Address }.Where(static part => !string.IsNullOrEmpty(part)));
        return IsLive ? $"🛰 Live location: {point}" : label.Length > 0 ? $"📍 {label} ({point})" : $"📍 {point}";
    }
}
