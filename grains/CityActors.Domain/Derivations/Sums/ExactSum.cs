namespace CityActors.Domain.Derivations.Sums;

/// <summary>
/// A sum of doubles that keeps what rounding would lose (two doubles, about 106 bits), so that the order in which partitions add and
/// what was added and taken away again do not show in the result. Knuth's TwoSum; products by fused multiply-add, which IEEE 754
/// rounds alike on every machine.
/// </summary>
internal struct ExactSum : IEquatable<ExactSum>
{
    /// <summary>The sum as far as one double holds it.</summary>
    public double High;

    /// <summary>What that leaves out.</summary>
    public double Low;

    /// <summary>The sum.</summary>
    public readonly double Value => High + Low;

    /// <summary>Adds a number.</summary>
    public void Add(double number)
    {
        var (sum, lost) = TwoSum(High, number);
        (High, Low) = QuickTwoSum(sum, Low + lost);
    }

    /// <summary>Adds a product.</summary>
    public void AddProduct(double a, double b)
    {
        var product = a * b;
        var rest = Math.FusedMultiplyAdd(a, b, -product);
        Add(product);
        Add(rest);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(in ExactSum other)
    {
        Add(other.High);
        Add(other.Low);
    }

    /// <inheritdoc/>
    public readonly bool Equals(ExactSum other) => High.Equals(other.High) && Low.Equals(other.Low);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ExactSum other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(High, Low);

    private static (double Sum, double Lost) TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    private static (double Sum, double Lost) QuickTwoSum(double a, double b)
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }
}
