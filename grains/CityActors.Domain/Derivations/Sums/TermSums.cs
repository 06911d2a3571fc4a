using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Sums;

/// <summary>What a term of a formula sums up over the readings of a pane.</summary>
internal struct TermSums
{
    /// <summary>Number of values.</summary>
    public long Count;

    /// <summary>Sum of values times weights; without weight the sum of values.</summary>
    public ExactSum Sum;

    /// <summary>Sum of weights; without weight it stays 0.</summary>
    public ExactSum Weight;

    /// <summary>Smallest, largest, first, last; nothing where the term does not need them.</summary>
    public Extremes Order;

    /// <summary>Nothing was summed up.</summary>
    public readonly bool IsEmpty => Count == 0;

    /// <summary>Adds a value; weight is not negative, NaN where the term has none.</summary>
    public void Add(double value, double weight)
    {
        Count++;
        Put(value, weight);
    }

    /// <summary>Takes a value away that was added; the extremes stay as they are.</summary>
    public void Remove(double value, double weight)
    {
        Count--;
        Put(-value, -weight);

        if (Count == 0)
        {
            // What is left of exact sums is zero; a trace of rounding must not stay.
            (Sum, Weight) = (default, default);
        }
    }

    /// <summary>Adds other sums.</summary>
    public void Merge(in TermSums other)
    {
        Count += other.Count;
        Sum.Add(other.Sum);
        Weight.Add(other.Weight);
        Order.Merge(other.Order);
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, in TermSums sums)
    {
        writer.Number(sums.Count);
        if (sums.Count == 0)
        {
            return;
        }

        Write(writer, sums.Sum.High);
        Write(writer, sums.Sum.Low);
        Write(writer, sums.Weight.High);
        Write(writer, sums.Weight.Low);
        Write(writer, sums.Order);
    }

    /// <summary>Reads what <see cref="Write(RecordWriter, in TermSums)"/> wrote.</summary>
    /// <exception cref="FormatException">It is no sum.</exception>
    public static TermSums Read(ref RecordReader fields)
    {
        var count = fields.Number();
        if (count < 0)
        {
            throw new FormatException($"Expected a count of at least 0, got {count}.");
        }

        return count == 0 ? default : new TermSums
        {
            Count = count,
            Sum = new ExactSum { High = ReadDouble(ref fields), Low = ReadDouble(ref fields) },
            Weight = new ExactSum { High = ReadDouble(ref fields), Low = ReadDouble(ref fields) },
            Order = ReadOrder(ref fields),
        };
    }

    /// <summary>Writes extremes.</summary>
    public static void Write(RecordWriter writer, in Extremes order)
    {
        writer.Number(order.Any ? 1 : 0);
        if (order.Any)
        {
            Write(writer, order.Min);
            Write(writer, order.Max);
            writer.Number(order.FirstAtMs);
            Write(writer, order.First);
            writer.Number(order.LastAtMs);
            Write(writer, order.Last);
        }
    }

    /// <summary>Reads extremes.</summary>
    public static Extremes ReadOrder(ref RecordReader fields) => fields.Number() == 0 ? default : new Extremes
    {
        Any = true,
        Min = ReadDouble(ref fields),
        Max = ReadDouble(ref fields),
        FirstAtMs = fields.Number(),
        First = ReadDouble(ref fields),
        LastAtMs = fields.Number(),
        Last = ReadDouble(ref fields),
    };

    /// <summary>Writes a double by its bits.</summary>
    public static void Write(RecordWriter writer, double value) => writer.Number(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Reads a double.</summary>
    public static double ReadDouble(ref RecordReader fields) => BitConverter.Int64BitsToDouble(fields.Number());

    private void Put(double value, double weight)
    {
        if (double.IsNaN(weight))
        {
            Sum.Add(value);
            return;
        }

        Sum.AddProduct(value, Math.Abs(weight));
        Weight.Add(weight);
    }
}
