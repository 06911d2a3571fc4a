using System.Buffers.Binary;
using System.Text;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>Writes CBOR as a device would.</summary>
internal sealed class CborPack
{
    private readonly List<byte> bytes = [];

    public byte[] Bytes => [.. bytes];

    public CborPack Array(int count) => Head(4, (ulong)count);

    public CborPack Map(int count) => Head(5, (ulong)count);

    public CborPack OpenArray() => Raw(0x9F);

    public CborPack OpenMap() => Raw(0xBF);

    public CborPack Break() => Raw(0xFF);

    public CborPack Tag(ulong tag) => Head(6, tag);

    public CborPack Int(long value) => value >= 0 ? Head(0, (ulong)value) : Head(1, (ulong)(-1 - value));

    public CborPack Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Head(3, (ulong)utf8.Length);
        return Raw(utf8);
    }

    public CborPack Data(params byte[] data)
    {
        Head(2, (ulong)data.Length);
        return Raw(data);
    }

    public CborPack Bool(bool value) => Raw(value ? (byte)0xF5 : (byte)0xF4);

    public CborPack Double(double value)
    {
        Raw(0xFB);
        var number = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(number, value);
        return Raw(number);
    }

    public CborPack Single(float value)
    {
        Raw(0xFA);
        var number = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(number, value);
        return Raw(number);
    }

    public CborPack Half(double value)
    {
        Raw(0xF9);
        var number = new byte[2];
        BinaryPrimitives.WriteHalfBigEndian(number, (Half)value);
        return Raw(number);
    }

    public CborPack Raw(params byte[] raw)
    {
        bytes.AddRange(raw);
        return this;
    }

    private CborPack Head(int major, ulong argument)
    {
        var kind = (byte)(major << 5);
        switch (argument)
        {
            case < 24:
                return Raw((byte)(kind | (byte)argument));
            case <= byte.MaxValue:
                return Raw((byte)(kind | 24), (byte)argument);
            case <= ushort.MaxValue:
                return Raw((byte)(kind | 25), (byte)(argument >> 8), (byte)argument);
            default:
                Raw((byte)(kind | 27));
                var number = new byte[8];
                BinaryPrimitives.WriteUInt64BigEndian(number, argument);
                return Raw(number);
        }
    }
}
