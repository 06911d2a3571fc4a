using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using CityActors.Cases;

namespace CityActors.Domain.Cases;

/// <summary>By what a repeated move is told from another one under the same key.</summary>
public static class MoveContent
{
    /// <summary>A hash of who asked for what and why, 32 hexadecimal digits.</summary>
    public static string Of(object action, MoveOrder order, string actor)
    {
        var asked = JsonSerializer.Serialize(action, action.GetType());
        var text = $"{actor}\n{action.GetType().Name}\n{asked}\n{order.Expected}\n{order.Reason}";
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
    }
}
