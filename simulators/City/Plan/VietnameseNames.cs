using System.Globalization;

namespace CityActors.Simulators.City.Plan;

/// <summary>Names as they are borne in Vietnam: of wards and communes, streets, buildings and buses.</summary>
internal static class VietnameseNames
{
    /// <summary>Name of every synthetic city.</summary>
    public const string City = "Thành phố Hòa Giang";

    /// <summary>Name of its river.</summary>
    public const string River = "Sông Hòa Giang";

    private static readonly string[] First =
    [
        "An", "Bình", "Hòa", "Phú", "Tân", "Thanh", "Long", "Đông", "Tây", "Xuân", "Vĩnh", "Mỹ", "Kim", "Hưng", "Ngọc", "Yên", "Thạch",
        "Cẩm", "Quảng", "Gia",
    ];

    private static readonly string[] Second =
    [
        "Hải", "Khánh", "Lộc", "Thịnh", "Sơn", "Thủy", "Trung", "Phước", "Giang", "Định", "Xá", "Lâm", "Biên", "Phong", "Hà", "Mai",
        "Điền", "Lạc", "Thượng", "Nghĩa",
    ];

    private static readonly string[] People =
    [
        "Trần Hưng Đạo", "Lê Lợi", "Nguyễn Huệ", "Hai Bà Trưng", "Lý Thường Kiệt", "Quang Trung", "Ngô Quyền", "Phan Bội Châu",
        "Phan Chu Trinh", "Nguyễn Trãi", "Lê Thánh Tông", "Đinh Tiên Hoàng", "Trần Phú", "Hoàng Diệu", "Nguyễn Du", "Hồ Xuân Hương",
        "Bà Triệu", "Lê Duẩn", "Võ Thị Sáu", "Nguyễn Thái Học", "Tôn Đức Thắng", "Chu Văn An", "Lương Thế Vinh", "Nguyễn Công Trứ",
        "Bùi Thị Xuân", "Đoàn Thị Điểm", "Phạm Ngũ Lão", "Yết Kiêu", "Trần Quốc Toản", "Cao Bá Quát", "Nguyễn Khuyến", "Tố Hữu",
        "Xuân Diệu", "Hàm Nghi", "Phùng Hưng", "Lê Hồng Phong", "Điện Biên Phủ", "Cách Mạng Tháng Tám", "Hùng Vương", "An Dương Vương",
    ];

    /// <summary>Name of a ward or commune; the outer ones are communes.</summary>
    public static string Ward(long seed, int number, bool isCommune)
    {
        var start = new Dice(seed, DiceSubject.ZoneName, 0).Below(First.Length * Second.Length);

        // 7 and 400 have no common divisor, so 400 wards bear 400 different names.
        var name = (int)((start + (number * 7L)) % (First.Length * Second.Length));
        return $"{(isCommune ? "Xã" : "Phường")} {First[name % First.Length]} {Second[name / First.Length]}";
    }

    /// <summary>Name of a quarter of a ward or commune.</summary>
    public static string Quarter(int number, bool isCommune) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isCommune ? "Thôn" : "Tổ dân phố")} {number}");

    /// <summary>Name of a street; when the names are used up they get numbers.</summary>
    public static string Street(long seed, int street)
    {
        var start = new Dice(seed, DiceSubject.StreetName, 0).Below(People.Length);
        var round = street / People.Length;
        var name = People[(start + street) % People.Length];
        return round == 0 ? $"Đường {name}" : string.Create(CultureInfo.InvariantCulture, $"Đường {name} {round + 1}");
    }

    /// <summary>Name of a building of a category.</summary>
    public static string Building(ref Dice dice, string category) => category switch
    {
        "apartments" => $"Chung cư {dice.Of(First)} {dice.Of(Second)}",
        "school" => $"Trường THCS {dice.Of(People)}",
        "hospital" => $"Bệnh viện {dice.Of(First)} {dice.Of(Second)}",
        "office" => $"Tòa nhà {dice.Of(First)} {dice.Of(Second)}",
        "retail" => $"Chợ {dice.Of(First)} {dice.Of(Second)}",
        _ => $"Nhà dân {dice.Of(First)} {dice.Of(Second)}",
    };

    /// <summary>Number plate of a bus.</summary>
    public static string Plate(ref Dice dice) =>
        string.Create(CultureInfo.InvariantCulture, $"29B-{dice.Below(1_000):D3}.{dice.Below(100):D2}");
}
