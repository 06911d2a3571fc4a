using System.IO.Hashing;
using System.Text;

namespace CityActors.WorkOrders;

/// <summary>Ids of work orders: <c>wo-</c> and 32 hexadecimal digits, derived from what made the order.</summary>
public static class WorkOrderId
{
    private const string Prefix = "wo-";
    private const int Length = 35;

    /// <summary>The id of the order that a cause makes; who writes one by hand takes his name and idempotency key.</summary>
    public static string Of(string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(cause);
        return Prefix + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(cause)));
    }

    /// <summary>Whether a text has the form of a work order's id.</summary>
    public static bool IsValid(string? id) => id is { Length: Length } && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
