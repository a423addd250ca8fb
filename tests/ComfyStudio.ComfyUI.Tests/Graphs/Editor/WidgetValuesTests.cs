using System.Text;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

public sealed class WidgetValuesTests
{
    [Theory]
    [InlineData("""[5, "randomize", 20, 8, "euler", "normal", 1]""")]
    [InlineData("""[5, 20, 8, "euler", "normal", 1]""")]
    [InlineData("""[5, "fixed", 20, 8, "euler", "normal", 1, "something else"]""")]
    [InlineData("""[5, "fixed", "randomize", 20, 8, "euler", "normal"]""")]
    public void The_widget_behind_a_seed_is_passed_over_where_there_is_one(string values) => Assert.Equal(
        """{"seed":5,"steps":20,"cfg":8,"sampler_name":"euler","scheduler":"normal","denoise":1}""",
        Inputs("KSampler", values).Replace("1.0", "1", StringComparison.Ordinal));

    [Fact]
    public void A_seed_keeps_all_its_digits() =>
        Assert.StartsWith("""{"noise_seed":18446744073709551615}""", Inputs("RandomNoise", """[18446744073709551615, "fixed"]"""), StringComparison.Ordinal);

    [Fact]
    public void A_choice_that_reads_like_a_control_is_a_choice()
    {
        var catalog = Catalog("""{ "seed": ["INT", {}], "mode": [["fixed", "free"], {}] }""");

        Assert.Equal("""{"seed":1,"mode":"fixed"}""", Inputs("N", """[1, "randomize", "fixed"]""", catalog));
    }

    [Fact]
    public void A_combo_with_control_has_a_filter_besides()
    {
        var catalog = Catalog("""{ "name": [["a", "b"], { "control_after_generate": true }], "text": ["STRING", {}] }""");

        Assert.Equal("""{"name":"b","text":"hello"}""", Inputs("N", """["b", "increment", "/x/", "hello"]""", catalog));
        Assert.Equal("""{"name":"b","text":"hello"}""", Inputs("N", """["b", "increment", "hello"]""", catalog));
    }

    [Fact]
    public void The_button_to_upload_stands_behind_the_required_ones()
    {
        var catalog = Catalog("""{ "image": [["a.png"], { "image_upload": true }] }""", """{ "strength": ["FLOAT", {}], "label": ["STRING", {}] }""");

        Assert.Equal("""{"image":"mine.png"}""", Inputs("LoadImage", """["mine.png", "image"]"""));
        Assert.Equal("""{"image":"mine.png","strength":0.5,"label":"x"}""", Inputs("N", """["mine.png", "image", 0.5, "x"]""", catalog));
        Assert.Equal("""{"image":"mine.png","strength":0.5,"label":"x"}""", Inputs("N", """["mine.png", 0.5, "x"]""", catalog));
    }

    [Fact]
    public void Missing_and_empty_values_get_the_default_of_a_fresh_widget() =>
        Assert.Equal("""{"width":640,"height":512,"batch_size":1}""", Inputs("EmptyLatentImage", "[640, null]"));

    [Fact]
    public void Optional_widgets_come_after_the_required_ones_and_sockets_have_none()
    {
        var catalog = Catalog(
            """{ "model": ["MODEL"], "first": ["INT", {}], "forced": ["INT", { "forceInput": true }], "second": ["FLOAT", {}] }""",
            """{ "vae": ["VAE"], "third": [["a", "b"], {}], "fourth": ["BOOLEAN", {}] }""");

        Assert.Equal("""{"first":1,"second":2.5,"third":"b","fourth":true}""", Inputs("N", """[1, 2.5, "b", true]""", catalog));
    }

    [Fact]
    public void A_dynamic_combo_is_followed_by_what_it_asks_for()
    {
        Assert.Equal(
            """{"resize_type":"scale dimensions","resize_type.width":640,"resize_type.height":480,"resize_type.crop":"center","scale_method":"area"}""",
            Inputs("ResizeImageMaskNode", """["scale dimensions", 640, 480, "center", "area"]"""));
        Assert.Equal(
            """{"resize_type":"scale by multiplier","resize_type.multiplier":2.5,"scale_method":"lanczos"}""",
            Inputs("ResizeImageMaskNode", """["scale by multiplier", 2.5, "lanczos"]"""));
    }

    [Fact]
    public void Dynamic_combos_may_hold_each_other() => Assert.Equal(
        """{"filename_prefix":"video/x","format":"mp4","codec":"h264","codec.encoding":"re-encode","codec.encoding.crf":18}""",
        Inputs("N", """["video/x", "mp4", "h264", "re-encode", 18]""", Catalog("""
            {
              "filename_prefix": ["STRING", {}], "format": ["COMBO", { "options": ["auto", "mp4"] }],
              "codec": ["COMFY_DYNAMICCOMBO_V3", { "options": [
                { "key": "auto", "inputs": {} },
                { "key": "h264", "inputs": { "required": { "encoding": ["COMFY_DYNAMICCOMBO_V3", { "options": [
                  { "key": "auto", "inputs": {} }, { "key": "re-encode", "inputs": { "required": { "crf": ["FLOAT", {}] } } }] }] } } }] }]
            }
            """)));

    [Fact]
    public void A_list_is_wrapped_because_an_engine_takes_it_for_a_link() =>
        Assert.Equal("""{"points":{"__value__":[1,2]}}""", Inputs("N", "[[1, 2]]", Catalog("""{ "points": ["COLORS", {}] }""")));

    [Fact]
    public void Values_by_name_are_taken_with_those_that_no_catalogue_lists_but_not_the_editors_own()
    {
        const string Values = """
            { "frame_rate": 8, "format": "video/h264-mp4", "crf": 19, "videopreview": { "hidden": false, "params": {} }, "upload": "image", "control_after_generate": "fixed" }
            """;
        var catalog = Catalog("""{ "images": ["IMAGE"], "frame_rate": ["FLOAT", { "default": 24 }], "loop_count": ["INT", { "default": 0 }], "format": [["image/gif"], {}] }""");

        Assert.Equal("""{"frame_rate":8,"format":"video/h264-mp4","crf":19,"loop_count":0}""", Inputs("N", Values, catalog));
    }

    [Fact]
    public void Names_in_a_newer_file_keep_values_in_place_where_the_node_has_changed_since()
    {
        var catalog = Catalog("""{ "brand_new": ["INT", { "default": 7 }], "steps": ["INT", {}], "cfg": ["FLOAT", {}] }""");

        Assert.Equal(
            """{"steps":30,"cfg":4.5,"brand_new":7}""",
            Inputs("N", """[30, 4.5], "widgets_values_named": { "steps": 20, "cfg": 8 }""", catalog));
    }

    [Fact]
    public void A_node_that_the_engine_lacks_is_converted_where_the_file_names_its_widgets()
    {
        var named = Editing.Convert(Linked("Gone", """[3, "randomize", "x"], "widgets_values_named": { "seed": 3, "control_after_generate": "randomize", "text": "x" }"""), Link);
        var listed = Editing.Convert(Linked("Gone", """[3, "randomize", "x"]""", """, { "name": "seed", "widget": { "name": "seed" } }, { "name": "text", "widget": { "name": "text" } }"""), Link);

        Assert.Equal("""{"seed":3,"text":"x","image":["1",0]}""", named.Inputs("2"));
        Assert.Equal("""{"seed":3,"text":"x","image":["1",0]}""", listed.Inputs("2"));
        Assert.Equal("""{"image":["1",0]}""", Editing.Convert(Linked("Gone", "[]"), Link).Inputs("2"));
    }

    [Theory]
    [InlineData("KSampler", """["euler", "fixed", 20, 8, "euler", "normal", 1]""", "'seed' would be \"euler\".")]
    [InlineData("KSampler", """[1, "fixed", 20, 8, 3, "normal", 1]""", "'sampler_name' would be 3.")]
    [InlineData("CLIPTextEncode", "[{}]", "'text' would be {}.")]
    public void Values_that_cannot_belong_to_their_widgets_are_refused(string type, string values, string reason) => Assert.Equal(
        $"2 {type}: Its values do not fit the engine's version of this node: {reason}", Editing.Convert(Node(type, values)).Problem());

    private const string Link = """[1, 1, 0, 2, 0, "IMAGE"]""";

    private static string Linked(string type, string values, string moreInputs = "") => $$"""
        { "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"] },
        { "id": 2, "type": "{{type}}", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }{{moreInputs}}], "widgets_values": {{values}} }
        """;

    private static string Node(string type, string values) => $$"""{ "id": 2, "type": "{{type}}", "widgets_values": {{values}} }""";

    private static string Inputs(string type, string values, NodeCatalog? catalog = null) => Editing.Convert(Node(type, values), catalog: catalog).Inputs("2");

    private static NodeCatalog Catalog(string required, string optional = "{}") =>
        NodeCatalog.Parse(Encoding.UTF8.GetBytes($$"""{ "N": { "input": { "required": {{required}}, "optional": {{optional}} }, "output": [] } }"""));
}
