using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Usage;

/// <summary>What the tenant used (protocol §5.1).</summary>
internal sealed class UsageModule(TimeProvider time) : IMethodModule
{
    private const int MaxDays = 366;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(StatusMethods.UsageStatus, Status)
        .Serve(StatusMethods.UsageCost, Cost);

    /// <summary>Quotas that providers report; none of ours does.</summary>
    private ValueTask<GatewayResult<UsageStatus>> Status(MethodCall call) => new(new UsageStatus { UpdatedAt = Now, Providers = [] });

    private async ValueTask<GatewayResult<UsageCost>> Cost(MethodCall call, UsageCostParams wanted)
    {
        int days = (int)Math.Clamp(wanted.Days, 1, MaxDays);
        IReadOnlyList<UsageDay> used = await call.Grain<IUsageGrain>().Days(days);
        return new UsageCost
        {
            UpdatedAt = Now,
            Days = days,
            Daily = [.. used.Select(Day)],
            Totals = new UsageTotals
            {
                Input = used.Sum(day => day.Tokens.Input),
                Output = used.Sum(day => day.Tokens.Output),
                CacheRead = used.Sum(day => day.Tokens.CacheRead),
                CacheWrite = used.Sum(day => day.Tokens.CacheWrite),
                TotalTokens = used.Sum(day => day.Tokens.Total),
                TotalCost = used.Sum(day => day.Cost),
                MissingCostEntries = used.Sum(day => day.MissingCostEntries),
            },
        };
    }

    private static UsageCostDay Day(UsageDay day) => new()
    {
        Date = day.Date,
        Input = day.Tokens.Input,
        Output = day.Tokens.Output,
        CacheRead = day.Tokens.CacheRead,
        CacheWrite = day.Tokens.CacheWrite,
        TotalTokens = day.Tokens.Total,
        TotalCost = day.Cost,
        MissingCostEntries = day.MissingCostEntries,
    };

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
