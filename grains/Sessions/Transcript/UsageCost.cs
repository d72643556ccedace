using System.Runtime.InteropServices;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>What tokens cost, US dollars by kind; zero where the price is not known.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UsageCost(decimal Input, decimal Output, decimal CacheRead, decimal CacheWrite)
{
    public decimal Total => Input + Output + CacheRead + CacheWrite;
}
